import { type State } from './model-state.js';
import { type Finding, orderId, type Request, type Step } from './steps.js';

const id = orderId(1);
const REQUEST: Request = {
  id,
  client: 0,
  key: 1,
  certificate: 0,
  writing: 0,
  reference: null,
  note: 0,
  allowDuplicate: false,
};
const accept: Step = { do: 'accept', request: REQUEST };
const claim: Step = { do: 'claim', id, worker: 'A' };
const claimToo: Step = { do: 'claim', id, worker: 'B' };
const report = (finding: Finding, fence = 1): Step => ({ do: 'record', id, fence, finding });
const PLACED: Finding = { kind: 'placed', number: '3040801' };
const NOT_SENT: Finding = { kind: 'not sent', pause: 'none' };

const sent = [accept, claim];
const held = [...sent, report({ kind: 'held: our account' })];
const probe: Step[] = [...held, { do: 'probe interval ends' }, { do: 'start probe' }];
const lost: Step[] = [...sent, { do: 'lease runs out', id }];
const unknown: Step[] = [...lost, { do: 'give up expired leases' }];

/** How an order may stand when two steps meet at it. */
export const STANDINGS = {
  queued: [accept],
  'queued, the gate closed': [accept, { do: 'close gate' }],
  'queued again': [...sent, report(NOT_SENT)],
  submitting: sent,
  'submitting, the lease run out': lost,
  'outcome-unknown': unknown,
  'outcome-unknown, reported': [...sent, report({ kind: 'unknown' })],
  'held, its probe not due': held,
  'held, its probe due': [...held, { do: 'probe interval ends' }],
  'a probe, queued': probe,
  'a probe, submitting': [...probe, claimToo],
  'a probe, placed': [...probe, claim, report(PLACED, 2)],
  'held for itself': [...sent, report({ kind: 'held: this order' })],
  rejected: [...sent, report({ kind: 'rejected' })],
  'failed, ordered again, written in another way': [
    accept,
    claim,
    report({ kind: 'failed' }),
    again(2, { key: 2, writing: 1 }),
  ],
  'failed, ordered again': [accept, claim, report({ kind: 'failed' }), again(2, { key: 2 })],
  cancelled: [accept, { do: 'cancel', id }],
} as const satisfies Record<string, readonly Step[]>;

export type Standing = keyof typeof STANDINGS;
export const ALL_STANDINGS = Object.keys(STANDINGS) as Standing[];

/** An order for the same certificate. */
export function again(n: number, changes: Partial<Request>): Step {
  return { do: 'accept', request: { ...REQUEST, id: orderId(n), ...changes } };
}

/** Everything that may be done with the order as it stands. */
export function stepsFrom(state: State): Step[] {
  const [order] = state.orders;
  const attempts = order?.tries.map(({ fence }) => fence) ?? [];
  const findings: Finding[] = [
    PLACED,
    { kind: 'rejected' },
    { kind: 'held: our account' },
    { kind: 'unknown' },
    NOT_SENT,
    { kind: 'throttled' },
  ];
  const reports = attempts.flatMap((fence) => {
    const reported = order?.reported.get(fence);
    return (reported ? [reported] : findings).map((finding) => report(finding, fence));
  });
  return [
    again(7, { key: 1 }),
    again(7, { key: 7 }),
    again(7, { key: 7, writing: 1 }),
    again(7, { key: 7, allowDuplicate: true }),
    claim,
    claimToo,
    ...reports,
    { do: 'give up expired leases' },
    { do: 'cancel', id },
    { do: 'retry', id },
    { do: 'resolve: placed', id, number: '3040802' },
    { do: 'resolve: resubmit', id },
    { do: 'resolve: failed', id },
    { do: 'close gate' },
    { do: 'open gate' },
    { do: 'start probe' },
    { do: 'open gate after probe', id },
  ];
}

/** One attempt reports one thing, though perhaps twice. */
export function mayMeet(one: Step, other: Step): boolean {
  if (one.do !== 'record' || other.do !== 'record' || one.fence !== other.fence) return true;
  return one.finding.kind === other.finding.kind;
}

/** Every request gets an id of its own, also a repeated one. */
export function withAnotherId(step: Step): Step {
  return step.do === 'accept' ? { ...step, request: { ...step.request, id: orderId(8) } } : step;
}
