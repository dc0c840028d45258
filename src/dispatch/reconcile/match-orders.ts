import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type ReportedOrder } from '../../sectigo/index.js';
import { ZONE_DOUBT_MS } from './reconciliation-policy.js';

/** An order that may be behind a line of Sectigo's report: its outcome is unknown, or it is being sent right now. */
export interface UnsettledOrder {
  readonly orderId: string;
  readonly fence: number;
  readonly organization: OrderDetails['organization'];
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
  /** Other orders of ours that it may equally be. */
  readonly rivals: readonly string[];
}

export type Match =
  | { readonly kind: 'found'; readonly row: ReportedOrder }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] };

/**
 * What Sectigo's report says of one order. Found only if one line is left that fits it in every field that both
 * know, and that no other order which waits for its own line could claim; absent only if no line is left at all, for Sectigo
 * may write a name or a time in a way of its own. Everything in between is for a person to decide.
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
  const candidates = free.map((row) => ({
    ...row,
    differences: differencesOf(order, row),
    rivals: others.filter((other) => mayClaim(other, row)).map(({ orderId }) => orderId),
  }));
  const [fitting, ...more] = candidates.filter(({ differences }) => differences.length === 0);
  if (fitting !== undefined && more.length === 0 && fitting.rivals.length === 0) {
    const { differences: _differences, rivals: _rivals, ...row } = fitting;
    return { kind: 'found', row };
  }
  if (candidates.length === 0) return { kind: 'absent' };
  const likeliestFirst = candidates.sort((one, other) => one.differences.length - other.differences.length);
  return { kind: 'ambiguous', candidates: likeliestFirst };
}

/** Whether a line may well be the order: nothing speaks against it. */
export function fitsALine(order: UnsettledOrder, free: readonly ReportedOrder[]): boolean {
  return free.some((row) => differencesOf(order, row).length === 0);
}

/** What the line must agree in to be the order, beyond doubt. */
function differencesOf(order: UnsettledOrder, row: ReportedOrder): string[] {
  const { from, to, expectedCost } = order;
  const inTime = row.placedAt !== null && row.placedAt >= from && row.placedAt <= to;
  const cost = row.cost ?? row.unreadable.cost ?? null;
  const costFits = expectedCost === null || cost === null || cost === expectedCost;
  // without a name there is nothing that makes the line ours
  const named = row.organizationName === null ? ['organizationName'] : [];
  return [
    ...(inTime ? [] : ['placedAt']),
    ...named,
    ...differingTexts(order, row),
    ...(costFits ? [] : ['cost']),
  ];
}

/**
 * Whether a line that fits one order may be this one's as well: by the same fields, but a time may be of another zone,
 * and a name may have lost its accents, its dots or its end.
 */
function mayClaim(other: UnsettledOrder, row: ReportedOrder): boolean {
  const { placedAt } = row;
  const tooEarly = placedAt !== null && placedAt.getTime() < other.from.getTime() - ZONE_DOUBT_MS;
  const tooLate = placedAt !== null && placedAt.getTime() > other.to.getTime() + ZONE_DOUBT_MS;
  if (tooEarly || tooLate) return false;
  const isRemnant = skeleton(other.organization.name).startsWith(skeleton(row.organizationName ?? ''));
  return differingTexts(other, row).every((field) => field === 'organizationName' && isRemnant);
}

/** The texts that both know and that are not the same. */
function differingTexts({ organization }: UnsettledOrder, row: ReportedOrder): string[] {
  const { name, unit, address } = organization;
  const pairs: Readonly<Record<string, readonly [ours: string | null | undefined, theirs: string | null]>> = {
    organizationName: [name, row.organizationName],
    organizationalUnitName: [unit, row.organizationalUnitName],
    streetAddress1: [address.line1, row.streetAddress1],
    localityName: [address.city, row.localityName],
    stateOrProvinceName: [address.stateOrProvince, row.stateOrProvinceName],
    postalCode: [address.postalCode, row.postalCode],
    countryName: [address.country, row.countryName],
  };
  const differing = Object.entries(pairs).filter(
    ([, [ours, theirs]]) => ours && theirs && plain(ours) !== plain(theirs),
  );
  return differing.map(([field]) => field);
}

/** Sectigo may change case and spaces, and invisible characters are read as spaces. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Its letters and digits alone. */
function skeleton(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
