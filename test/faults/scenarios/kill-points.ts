import { whenAnswered, whenBodySent, whenSent } from '../network/wire-fault.js';
import { type Held } from '../network/fault-proxy.js';
import { type Scenario, type Show } from '../scenario.js';
import { type Stage } from '../stage/stage.js';

/** A moment in the life of an attempt, recognised by what passes on the wire: the program has no hooks for this. */
export interface KillPoint {
  readonly name: string;
  reach(stage: Stage): Promise<Held>;
  /** What must become of the order whose attempt was killed. */
  readonly leaves: 'nothing' | 'unknown';
}

/** Names of statements: each passes whenever its statement is sent. */
const CLAIM = 'claim-order';
const RECORD = 'record-outcome';
/** Where an order is sent; the worker also asks Sectigo for the balance, for statuses and reports. */
const ORDER = '/products/!AutoApplyOrder';
/** An argument of BullMQ's script that ends a job, and of no other of its scripts. */
const ACKNOWLEDGE = '$11\r\nreturnvalue\r\n';

const KILL_POINTS: readonly KillPoint[] = [
  {
    name: 'before the claim',
    reach: ({ postgres }) => postgres.proxy.hold(whenSent(CLAIM)),
    leaves: 'nothing',
  },
  {
    name: 'after the claim',
    reach: ({ postgres }) => postgres.proxy.hold(whenAnswered(CLAIM)),
    leaves: 'nothing',
  },
  {
    name: 'after the connect',
    reach: ({ simulator }) => simulator.proxy.hold(whenSent(ORDER)),
    leaves: 'unknown',
  },
  {
    name: 'half the form sent',
    reach: ({ simulator }) => simulator.proxy.hold(whenBodySent(ORDER, 0.5)),
    leaves: 'unknown',
  },
  {
    name: 'form sent',
    reach: ({ simulator }) => simulator.proxy.hold(whenAnswered(ORDER)),
    leaves: 'nothing',
  },
  {
    name: 'reply received',
    reach: ({ postgres }) => postgres.proxy.hold(whenSent(RECORD)),
    leaves: 'nothing',
  },
  {
    name: 'reply stored',
    reach: ({ postgres }) => postgres.proxy.hold(whenAnswered(RECORD)),
    leaves: 'nothing',
  },
  {
    name: 'job not acknowledged',
    reach: ({ redis }) => redis.proxy.hold(whenSent(ACKNOWLEDGE)),
    leaves: 'nothing',
  },
];

const SHORT_POINTS = KILL_POINTS.filter(({ name }) =>
  ['before the claim', 'form sent', 'reply stored'].includes(name),
);
const ROUNDS = 3;
const ORDERS_A_ROUND = 15;
/** One attempt at a time, so that a kill meets just the one that is held. */
const SETTINGS = { SUBMIT_CONCURRENCY: '1' };

/** Kills the worker when it is there, and lets another go on. */
async function killAt(point: KillPoint, { stage, callers }: Show, orders: number): Promise<void> {
  const reached = point.reach(stage);
  const load = callers.order(orders);
  const held = await reached;
  await stage.worker.kill();
  held.drop();
  await stage.worker.start();
  await load.done;
}

function countLeft(points: readonly KillPoint[]): number {
  return points.filter(({ leaves }) => leaves === 'unknown').length;
}

function atOnePoint(point: KillPoint): Scenario {
  return {
    name: `kill -9 of the worker: ${point.name}, ${ROUNDS} times`,
    fault: 2,
    settings: SETTINGS,
    unknown: { kind: 'exactly', count: countLeft([point]) * ROUNDS },
    run: async (show) => {
      for (let round = 0; round < ROUNDS; round += 1) await killAt(point, show, ORDERS_A_ROUND);
    },
  };
}

export const KILL_POINT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'kill -9 of the worker: before the claim, form sent, reply stored',
    fault: 2,
    short: true,
    settings: SETTINGS,
    unknown: { kind: 'exactly', count: countLeft(SHORT_POINTS) },
    run: async (show) => {
      for (const point of SHORT_POINTS) await killAt(point, show, 5);
    },
  },
  ...KILL_POINTS.map(atOnePoint),
];
