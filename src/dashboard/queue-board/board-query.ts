import { GatewayError } from '../../shared/gateway-error.js';

/** Names, and numbers that no queue is longer than. */
const PLAIN_VALUE = /^(?!-?\d{7})[\w-]{0,64}$/;

/** Bull Board takes texts apart that it did not check, and asks Redis for what Redis has no numbers for. */
export function readBoardQuery(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' && PLAIN_VALUE.test(value)) continue;
    const detail = `The query parameter ${JSON.stringify(name)} must be one name or number.`;
    throw new GatewayError('malformed-request', { detail });
  }
  return { ...query };
}
