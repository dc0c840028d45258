import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type ReportedOrder } from '../../sectigo/index.js';

/** An order that may be behind a line of Sectigo's report: its outcome is unknown, or it is being sent right now. */
export interface UnsettledOrder {
  readonly orderId: string;
  readonly fence: number;
  readonly status: 'submitting' | 'outcome-unknown';
  readonly details: OrderDetails;
  /** Between these moments Sectigo may have taken the order. */
  readonly from: Date;
  readonly to: Date;
  /** What such an order cost last time; null when none is known. */
  readonly expectedCost: string | null;
}

/** A line of the report that may be the order, and what speaks against it. */
export interface Candidate extends ReportedOrder {
  /** The fields in which it differs from the order. */
  readonly differences: readonly string[];
  /** Other orders of ours that it may just as well be. */
  readonly rivals: readonly string[];
}

export type Match =
  | { readonly kind: 'found'; readonly row: ReportedOrder }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] };

/**
 * What Sectigo's report says of one order. Found only if one line is left that fits it in every field that both
 * know, and that fits no other order that waits for its own line; absent only if nothing has its organization's name
 * in its window of time. Everything in between is for a person to decide.
 *
 * @param free - the lines that belong to no order of ours yet
 * @param unsettled - every order that may be behind such a line, `order` itself included
 */
export function matchOrder(
  order: UnsettledOrder,
  free: readonly ReportedOrder[],
  unsettled: readonly UnsettledOrder[],
): Match {
  const others = unsettled.filter(({ orderId }) => orderId !== order.orderId);
  const candidates = free
    .filter((row) => isConceivable(order, row))
    .map((row) => ({ ...row, differences: differencesOf(order, row), rivals: rivalsOf(row, others) }));
  const [fitting, ...more] = candidates.filter(({ differences }) => differences.length === 0);
  if (fitting !== undefined && more.length === 0 && fitting.rivals.length === 0) {
    const { differences: _differences, rivals: _rivals, ...row } = fitting;
    return { kind: 'found', row };
  }
  return candidates.length === 0 ? { kind: 'absent' } : { kind: 'ambiguous', candidates };
}

function rivalsOf(row: ReportedOrder, others: readonly UnsettledOrder[]): string[] {
  return others
    .filter((other) => isConceivable(other, row) && differencesOf(other, row).length === 0)
    .map(({ orderId }) => orderId);
}

/** Same organization, and taken while the order may have been: a line without a name may be anybody's. */
function isConceivable({ details, from, to }: UnsettledOrder, row: ReportedOrder): boolean {
  const name = row.organizationName;
  return (
    row.placedAt >= from && row.placedAt <= to && (name === null || isSame(name, details.organization.name))
  );
}

function differencesOf({ details, expectedCost }: UnsettledOrder, row: ReportedOrder): string[] {
  const { name, unit, address } = details.organization;
  const pairs: Readonly<Record<string, readonly [ours: string | null | undefined, theirs: string | null]>> = {
    organizationName: [name, row.organizationName],
    organizationalUnitName: [unit, row.organizationalUnitName],
    streetAddress1: [address.line1, row.streetAddress1],
    localityName: [address.city, row.localityName],
    stateOrProvinceName: [address.stateOrProvince, row.stateOrProvinceName],
    postalCode: [address.postalCode, row.postalCode],
    countryName: [address.country, row.countryName],
    cost: [expectedCost, row.cost],
  };
  const differing = Object.entries(pairs).filter(
    ([, [ours, theirs]]) => ours && theirs && !isSame(ours, theirs),
  );
  // without a name there is nothing that makes the line ours
  return [
    ...(row.organizationName === null ? ['organizationName'] : []),
    ...differing.map(([field]) => field),
  ];
}

/** Sectigo may write capitals and blanks in its own way, and what cannot be seen is a blank in what was read of it. */
function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
