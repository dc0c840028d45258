import { GatewayError } from '../../shared/gateway-error.js';

/** The versions of an order that a change may find; null: any. */
export type ExpectedVersions = readonly number[] | null;

/** Throws `version-conflict` for an order that the caller has not seen as it is now. */
export function refuseOtherVersion(
  { version }: { readonly version: number },
  expected: ExpectedVersions,
): void {
  if (expected === null || expected.includes(version)) return;
  const detail = `The order is at version ${version} now, which If-Match does not name.`;
  throw new GatewayError('version-conflict', { detail });
}
