import {
  type AttemptEntry,
  type Books,
  type CallerEntry,
  type EventEntry,
  type Finding,
  type FindingKind,
  type OrderEntry,
  type PurchaseEntry,
} from './books.js';

type Report = (kind: FindingKind, what: string) => void;

interface Joined {
  readonly order: OrderEntry;
  readonly purchases: readonly PurchaseEntry[];
  readonly events: readonly EventEntry[];
  readonly attempts: readonly AttemptEntry[];
}

/** Compares the three books. Empty when every order is accounted for in all of them. */
export function checkBooks(books: Books): Finding[] {
  const findings: Finding[] = [];
  const reportFor =
    (organization: string): Report =>
    (kind, what) =>
      findings.push({ kind, organization, what });
  const ordersById = new Map(books.orders.map((order) => [order.id, order]));
  const ordersByName = groupBy(books.orders, ({ organization }) => organization);
  const purchases = groupBy(books.purchases, ({ organization }) => organization);
  const events = groupBy(books.events, ({ orderId }) => orderId);
  const attempts = groupBy(books.attempts, ({ orderId }) => orderId);

  for (const entry of books.callers) checkCaller(entry, ordersById, reportFor(entry.organization));
  for (const order of books.orders) {
    const joined: Joined = {
      order,
      purchases: purchases.get(order.organization) ?? [],
      events: events.get(order.id) ?? [],
      attempts: attempts.get(order.id) ?? [],
    };
    const report = reportFor(order.organization);
    checkPurchases(joined, report);
    checkOwner(order, report);
    checkHistory(joined, report);
  }
  for (const [organization, sold] of purchases) {
    if (!ordersByName.has(organization)) reportFor(organization)('lost', 'bought, but there is no order');
    if (sold.length > 1) reportFor(organization)('bought-twice', `bought ${sold.length} times`);
  }
  return findings;
}

/** Every 2xx has exactly one order, for ever; and what was refused is not there. */
function checkCaller(entry: CallerEntry, orders: ReadonlyMap<string, OrderEntry>, report: Report): void {
  const { toldIds, refusedAs, key, organization } = entry;
  for (const id of toldIds) {
    const order = orders.get(id);
    if (order === undefined) report('lost', `the caller was told ${id}, which does not exist`);
    else if (order.key !== key) report('inconsistent', `the caller was told ${id}, the order of another key`);
  }
  if (toldIds.length > 1) report('inconsistent', `one key was told ${toldIds.length} orders`);
  if (toldIds.length === 0 && refusedAs === null) report('lost', 'the caller was never told anything');
  const isThere = (order: OrderEntry): boolean => order.key === key && order.organization === organization;
  if (refusedAs !== null && [...orders.values()].some(isThere)) {
    report('inconsistent', `refused as ${refusedAs}, yet there is an order`);
  }
}

function checkPurchases({ order, purchases }: Joined, report: Report): void {
  const [purchase] = purchases;
  switch (order.status) {
    case 'placed':
      if (purchase === undefined) report('lost', 'placed, but never bought');
      else if (!purchases.some(({ orderNumber }) => orderNumber === order.sectigoOrderNumber)) {
        report('inconsistent', `placed as ${order.sectigoOrderNumber}, bought as ${purchase.orderNumber}`);
      }
      return;
    case 'outcome-unknown':
      report('unresolved', purchase === undefined ? 'unknown, not bought' : 'unknown, bought');
      return;
    case 'queued':
    case 'submitting':
    case 'rejected':
    case 'failed':
    case 'held':
    case 'cancelled':
      if (purchase !== undefined) report('lost', `bought, but the order is ${order.status}`);
  }
}

/** Nothing is open without a time at which somebody looks at it, and nothing is in trouble without a reason. */
function checkOwner({ status, looksAgain, problem }: OrderEntry, report: Report): void {
  const open = status === 'queued' || status === 'submitting';
  if (open) report('lost', looksAgain ? `still ${status}` : `${status}, and nobody looks at it again`);
  const inTrouble =
    status === 'rejected' || status === 'failed' || status === 'held' || status === 'outcome-unknown';
  if (inTrouble && problem === null) report('lost', `${status} without a reason`);
}

/** Every change has its event exactly once and in order, for its own client; nothing follows a final status, and every attempt has its end. */
function checkHistory({ order, events, attempts }: Joined, report: Report): void {
  const versions = events.map(({ version }) => version);
  const expected = Array.from({ length: order.version }, (_, index) => index + 1);
  if (versions.join() !== expected.join()) {
    report('inconsistent', `version ${order.version} with the events [${versions.join()}]`);
  }
  if (!events.every(({ ofOwner }) => ofOwner)) report('inconsistent', 'an event for another client');
  const last = events.at(-1);
  if (last !== undefined && last.status !== order.status) {
    report('inconsistent', `${order.status}, but the last event says ${last.status}`);
  }
  const final = events.findIndex(({ status }) => status === 'placed' || status === 'cancelled');
  if (final !== -1 && events.slice(final + 1).some(({ about }) => about === 'order'))
    report('inconsistent', 'changed after it was final');
  if (events.some(({ about, status }) => about === 'certificate' && status !== 'placed'))
    report('inconsistent', 'a certificate of an order that is not placed');
  const submitted = events.filter(({ status }) => status === 'submitting').length;
  if (attempts.length !== submitted) {
    report('inconsistent', `${attempts.length} attempts, but submitted ${submitted} times`);
  }
  for (const { fence, outcome } of attempts) {
    if (fence > order.fence) report('inconsistent', `attempt ${fence} is newer than its order`);
    if (outcome === null) report('inconsistent', `attempt ${fence} has no end`);
  }
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}
