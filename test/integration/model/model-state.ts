import {
  type Answer,
  type Finding,
  type OrderView,
  type Request,
  type Status,
  type Try,
  type View,
} from './steps.js';

export interface State {
  readonly orders: ModelOrder[];
  gate: { closedBy: 'operator' | 'sectigo' | null; probe: string | null; probeDue: boolean; slowed: boolean };
  /** Days that have passed. */
  day: number;
  /** Grows whenever an order is asked for: accepted or retried. */
  tick: number;
}

export interface ModelOrder {
  readonly id: string;
  readonly request: Request;
  status: Status;
  version: number;
  fence: number;
  attempts: number;
  problem: string | null;
  number: string | null;
  next: OrderView['next'];
  readonly events: string[];
  readonly tries: Try[];
  /** What each attempt has reported, by its fencing number: it never reports anything else. */
  readonly reported: Map<number, Finding>;
  readonly acceptedDay: number;
  orderedDay: number;
  /** The tick at which it was asked for last. */
  ordered: number;
}

export function emptyState(): State {
  return {
    orders: [],
    gate: { closedBy: null, probe: null, probeDue: false, slowed: false },
    day: 0,
    tick: 0,
  };
}

/** What may be seen of the state, as the database shows it. */
export function viewOf({ orders, gate }: State): View {
  return structuredClone({
    orders: [...orders].sort(byId).map((order) => ({
      id: order.id,
      status: order.status,
      version: order.version,
      fence: order.fence,
      attempts: order.attempts,
      problem: order.problem,
      number: order.number,
      next: order.next,
      events: order.events,
      tries: order.tries,
    })),
    gate: { closedBy: gate.closedBy, probe: gate.probe, slowed: gate.slowed },
  });
}

/** In the order of the guards: the key, then the reference, then the certificate. */
export function acceptOrder(state: State, request: Request): Answer {
  const mine = state.orders.filter((order) => order.request.client === request.client);
  const sameKey = mine.find((order) => order.request.key === request.key);
  if (sameKey) return isSameBody(sameKey.request, request) ? `replay of ${sameKey.id}` : 'key reused';
  const sameReference = mine.find(
    ({ request: { reference } }) => reference !== null && reference === request.reference,
  );
  if (sameReference) return `reference of ${sameReference.id}`;
  const isRefused = kin(state, request).some((same) =>
    same.some((order) => isRecent(state, order, same) && isSold(order)),
  );
  if (!request.allowDuplicate && isRefused) {
    return `duplicate of ${sameCertificate(state, request).filter(isSold).sort(byId).at(-1)?.id}`;
  }
  state.tick += 1;
  state.orders.push(newOrder(state, request));
  return 'accepted';
}

/** Whether a retry would be a second purchase: another order for the certificate came later or is still recent. */
export function isOrderedAgain(state: State, order: ModelOrder): boolean {
  return kin(state, order.request).some((same) => {
    const newest = newestOf(same);
    return (
      newest !== order &&
      same.some(
        (other) => other !== order && isSold(other) && (other === newest || isRecent(state, other, same)),
      )
    );
  });
}

function newOrder({ day, tick }: State, request: Request): ModelOrder {
  return {
    id: request.id,
    request,
    status: 'queued',
    version: 1,
    fence: 0,
    attempts: 0,
    problem: null,
    number: null,
    next: 'due',
    events: ['1 order.accepted'],
    tries: [],
    reported: new Map(),
    acceptedDay: day,
    orderedDay: day,
    ordered: tick,
  };
}

function isSameBody(one: Request, other: Request): boolean {
  return (['certificate', 'writing', 'reference', 'note', 'allowDuplicate'] as const).every(
    (member) => one[member] === other[member],
  );
}

function sameCertificate({ orders }: State, { client, certificate }: Request): ModelOrder[] {
  return orders.filter(({ request }) => request.client === client && request.certificate === certificate);
}

/** The orders for the same certificate, and those that are written the same besides: each kind has a newest of its own. */
function kin(state: State, request: Request): ModelOrder[][] {
  const same = sameCertificate(state, request);
  return [same, same.filter((order) => order.request.writing === request.writing)];
}

/** Bought, or may still be. */
function isSold({ status }: ModelOrder): boolean {
  return status !== 'rejected' && status !== 'failed' && status !== 'cancelled';
}

/** Accepted within 24 hours; the newest order of its kind counts anew from a retry. */
function isRecent(state: State, order: ModelOrder, kind: readonly ModelOrder[]): boolean {
  return (order === newestOf(kind) ? order.orderedDay : order.acceptedDay) === state.day;
}

function newestOf(orders: readonly ModelOrder[]): ModelOrder | undefined {
  return orders.reduce<ModelOrder | undefined>(
    (newest, order) => (newest && newest.ordered > order.ordered ? newest : order),
    undefined,
  );
}

function byId(one: ModelOrder, other: ModelOrder): number {
  return one.id < other.id ? -1 : 1;
}
