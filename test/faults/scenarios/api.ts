import { type Tap, whenAnswered, whenSent } from '../network/wire-fault.js';
import { type Scenario } from '../scenario.js';

/** The name of the statement that accepts orders, which passes whenever it is sent. */
const ACCEPT = 'accept-orders';
/** Passes with a statement for several orders. */
const GROUP = '},{"id":"ord_';
const ROUNDS = 4;
const ORDERS_A_ROUND = 40;

function killed(name: string, tap: () => Tap, more: Partial<Scenario> = {}): Scenario {
  return {
    name: `kill -9 of the API, ${name}, again and again`,
    fault: 1,
    ...more,
    run: async ({ stage, callers, scaled }) => {
      for (let round = 0; round < scaled(ROUNDS); round += 1) {
        const reached = stage.postgres.proxy.hold(tap());
        const load = callers.order(ORDERS_A_ROUND);
        const held = await reached;
        await stage.api.kill();
        held.drop();
        await stage.api.start();
        await load.done;
      }
    },
  };
}

export const API_SCENARIOS: readonly Scenario[] = [
  killed('before the commit', () => whenSent(ACCEPT)),
  killed('between the commit and the reply', () => whenAnswered(ACCEPT)),
  killed("before a group's commit", () => whenSent(GROUP)),
  killed("between a group's commit and the replies", () => whenAnswered(GROUP), { short: true }),
  {
    name: 'kill -9 of the API, just after replies, again and again',
    fault: 1,
    run: async ({ stage, callers }) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const load = callers.order(ORDERS_A_ROUND);
        await load.told(ORDERS_A_ROUND / 2);
        await stage.api.kill();
        await stage.api.start();
        await load.done;
      }
    },
  },
];
