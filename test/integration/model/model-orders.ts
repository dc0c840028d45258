import { assertNever } from '../../../src/shared/assert-never.js';
import { acceptOrder, isOrderedAgain, type ModelOrder, type State } from './model-state.js';
import { ACCOUNT_FAULT, type Answer, type Finding, type Step, type Status } from './steps.js';

/**
 * The contract as a small state machine, written from the API's contract and the promises of ARCHITECTURE.md, not from the
 * statements: it has no lock, no clock and no SQL. It changes the state and says what the step answers.
 */
export function perform(state: State, step: Step): Answer {
  switch (step.do) {
    case 'accept':
      return acceptOrder(state, step.request);
    case 'claim':
      return claim(state, orderOf(state, step.id), step.worker);
    case 'record':
      return record(state, orderOf(state, step.id), step.fence, step.finding);
    case 'give up expired leases':
      return giveUpExpiredLeases(state);
    case 'cancel':
      return move(orderOf(state, step.id), ['queued', 'held'], 'cancelled', 'cancelled');
    case 'retry':
      return retry(state, orderOf(state, step.id));
    case 'resolve: placed':
      return resolvePlaced(state, orderOf(state, step.id), step.number);
    case 'resolve: resubmit':
      return resolve(orderOf(state, step.id), 'queued', 'queued', { attempts: 0 });
    case 'resolve: failed':
      return resolve(orderOf(state, step.id), 'failed', 'failed', { problem: 'order-not-placed' });
    case 'close gate':
      state.gate = { closedBy: 'operator', probe: null, probeDue: false, slowed: state.gate.slowed };
      return 'done';
    case 'open gate':
      return openGate(state);
    case 'start probe':
      return startProbe(state, step.passingOver ?? []);
    case 'open gate after probe':
      return state.gate.closedBy !== null && state.gate.probe === step.id ? openGate(state) : '';
    case 'lease runs out':
      return passTime(orderOf(state, step.id), 'leased', 'expired');
    case 'pause ends':
      return passTime(orderOf(state, step.id), 'later', 'due');
    case 'probe interval ends':
      state.gate.probeDue = state.gate.closedBy === 'sectigo';
      return 'done';
    case 'slow-down ends':
      state.gate.slowed = false;
      return 'done';
    case 'a day passes':
      state.day += 1;
      return 'done';
    default:
      return assertNever(step);
  }
}

/** One change of an order: one version, one event. */
function change(order: ModelOrder, status: Status, event: string, also: Partial<ModelOrder> = {}): Answer {
  const next = status === 'queued' ? 'due' : status === 'submitting' ? 'leased' : null;
  Object.assign(order, { status, version: order.version + 1, problem: null, next }, also);
  order.events.push(`${order.version} order.${event}`);
  return 'changed';
}

function move(
  order: ModelOrder,
  from: readonly Status[],
  to: Status,
  event: string,
  also: Partial<ModelOrder> = {},
): Answer {
  return from.includes(order.status) ? change(order, to, event, also) : 'refused';
}

function claim(state: State, order: ModelOrder, worker: string): Answer {
  const { closedBy, probe, slowed } = state.gate;
  const mayBeSent = !slowed && (closedBy === null || probe === order.id);
  if (order.status !== 'queued' || order.next !== 'due' || !mayBeSent) return 'nothing';
  const fence = order.fence + 1;
  order.tries.push({ fence, worker, outcome: null });
  change(order, 'submitting', 'submitting', { fence, attempts: order.attempts + 1 });
  return `fence ${fence}, attempt ${order.attempts}`;
}

/** What the attempt's row says of a finding, and what it makes of the order. */
const FINDINGS = {
  placed: { outcome: 'placed', status: 'placed', problem: null },
  rejected: { outcome: 'refused', status: 'rejected', problem: 'country-invalid' },
  failed: { outcome: 'refused', status: 'failed', problem: 'gateway-defect' },
  'held: this order': { outcome: 'refused', status: 'held', problem: 'sectigo-error-unrecognised' },
  'held: our account': { outcome: 'refused', status: 'held', problem: ACCOUNT_FAULT },
  unknown: { outcome: 'unknown', status: 'outcome-unknown', problem: 'outcome-unknown' },
  'not sent': { outcome: 'not-sent', status: 'queued', problem: null },
  throttled: { outcome: 'throttled', status: 'queued', problem: null },
} as const;

/** A late or repeated message writes its attempt's row and nothing else of the order; a clear answer after the lease still counts. */
function record(state: State, order: ModelOrder, fence: number, finding: Finding): Answer {
  const { outcome, status, problem } = FINDINGS[finding.kind];
  const isClear = status !== 'queued' && status !== 'outcome-unknown';
  const counts =
    order.fence === fence &&
    (order.status === 'submitting' || (order.status === 'outcome-unknown' && isClear));
  if (counts && finding.kind === 'placed' && isTaken(state, finding.number)) return 'number taken';
  order.reported.set(fence, finding);
  for (const [n, each] of order.tries.entries()) {
    if (each.fence === fence) order.tries[n] = { ...each, outcome };
  }
  const isThrottled = finding.kind === 'throttled';
  const isLater = isThrottled || (finding.kind === 'not sent' && finding.pause === 'long');
  // what Sectigo says of our account counts, whatever has become of the order meanwhile
  if (isThrottled) state.gate.slowed = true;
  if (finding.kind === 'held: our account') {
    Object.assign(state.gate, { closedBy: state.gate.closedBy ?? 'sectigo', probe: null, probeDue: false });
  }
  if (!counts) return 'gone on';
  change(order, status, status, {
    problem,
    attempts: order.attempts - (isThrottled ? 1 : 0),
    ...(isLater && { next: 'later' }),
    ...(finding.kind === 'placed' && { number: finding.number }),
  });
  return `version ${order.version}`;
}

function giveUpExpiredLeases({ orders }: State): Answer {
  const expired = orders.filter(({ status, next }) => status === 'submitting' && next === 'expired');
  for (const order of expired) {
    const last = order.tries.pop();
    if (last) order.tries.push({ ...last, outcome: 'unknown' });
    change(order, 'outcome-unknown', 'outcome-unknown', { problem: 'outcome-unknown' });
  }
  return expired.map(({ id }) => id).join(' ');
}

/** Not once the same certificate was ordered again: a retry must not become the second purchase. */
function retry(state: State, order: ModelOrder): Answer {
  if (isOrderedAgain(state, order)) return 'refused';
  const answer = move(order, ['failed', 'held', 'rejected'], 'queued', 'queued', { attempts: 0 });
  if (answer === 'changed') Object.assign(order, { ordered: (state.tick += 1), orderedDay: state.day });
  return answer;
}

/** An operator's word takes a fencing number, so that a reply that is still to come changes nothing. */
function resolve(order: ModelOrder, to: Status, event: string, also: Partial<ModelOrder>): Answer {
  return move(order, ['outcome-unknown'], to, event, { fence: order.fence + 1, ...also });
}

function resolvePlaced(state: State, order: ModelOrder, number: string): Answer {
  if (order.status === 'outcome-unknown' && isTaken(state, number)) return 'number taken';
  return resolve(order, 'placed', 'reconciled', { number });
}

function openGate(state: State): Answer {
  state.gate = { closedBy: null, probe: null, probeDue: false, slowed: state.gate.slowed };
  return handedOver(state.orders.filter(waitsForGate).map(release));
}

/** One order finds out whether the account works again: the oldest held one, or, if none is held, the oldest queued. */
function startProbe({ orders, gate }: State, passedOver: readonly string[]): Answer {
  if (gate.closedBy !== 'sectigo' || !gate.probeDue) return '';
  gate.probeDue = false;
  const free = orders.filter(({ id }) => !passedOver.includes(id));
  const held = free.find(waitsForGate);
  const probe = held ? release(held) : free.find(({ status, next }) => status === 'queued' && next === 'due');
  gate.probe = probe?.id ?? null;
  return handedOver(probe ? [probe] : []);
}

function waitsForGate({ status, problem }: ModelOrder): boolean {
  return status === 'held' && problem === ACCOUNT_FAULT;
}

function release(order: ModelOrder): ModelOrder {
  change(order, 'queued', 'queued');
  return order;
}

function handedOver(orders: readonly ModelOrder[]): Answer {
  return orders.map(({ id, version }) => `${id} ${version}`).join(' ');
}

function passTime(order: ModelOrder, from: ModelOrder['next'], to: ModelOrder['next']): Answer {
  if (order.next === from) order.next = to;
  return 'done';
}

function isTaken({ orders }: State, number: string): boolean {
  return orders.some((order) => order.number === number);
}

function orderOf({ orders }: State, id: string): ModelOrder {
  const order = orders.find((each) => each.id === id);
  if (!order) throw new Error(`the model has no order ${id}`);
  return order;
}
