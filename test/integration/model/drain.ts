import { type State } from './model-state.js';
import { ACCOUNT_FAULT, type Step } from './steps.js';

/** In the first the probe opens the gate, in the second all others are bought; the third finds nothing to do. */
const ROUNDS = 3;

/**
 * Time passes, workers work and Sectigo is well, but no person does anything, except that an operator opens a gate
 * that an operator has closed: after that no order may be open or held for our account.
 */
export async function drain(state: State, take: (step: Step) => Promise<void>): Promise<void> {
  if (state.gate.closedBy === 'operator') await take({ do: 'open gate' });
  for (let round = 0; round < ROUNDS && state.orders.some(isWaiting); round += 1) {
    await letTimePass(state, take);
    for (const [n, { id, next }] of state.orders.entries()) {
      if (next === 'due') await buy(state, n, id, take);
    }
  }
  const waiting = state.orders.filter(isWaiting).map(({ id, status }) => `${id} ${status}`);
  if (waiting.length > 0) throw new Error(`nobody looks after ${waiting.join(', ')}`);
}

async function letTimePass({ orders, gate }: State, take: (step: Step) => Promise<void>): Promise<void> {
  if (gate.slowed) await take({ do: 'slow-down ends' });
  for (const { id, next } of orders) {
    if (next === 'leased') await take({ do: 'lease runs out', id });
    if (next === 'later') await take({ do: 'pause ends', id });
  }
  await take({ do: 'give up expired leases' });
  if (gate.closedBy === null) return;
  await take({ do: 'probe interval ends' });
  await take({ do: 'start probe' });
}

async function buy(state: State, n: number, id: string, take: (step: Step) => Promise<void>): Promise<void> {
  await take({ do: 'claim', id, worker: 'A' });
  const order = state.orders[n];
  if (order?.status !== 'submitting') return;
  const number = `drained ${n}`;
  await take({ do: 'record', id, fence: order.fence, finding: { kind: 'placed', number } });
  await take({ do: 'open gate after probe', id });
}

function isWaiting({ status, problem }: State['orders'][number]): boolean {
  return status === 'queued' || status === 'submitting' || (status === 'held' && problem === ACCOUNT_FAULT);
}
