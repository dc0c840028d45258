import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { whenSent } from '../network/wire-fault.js';
import { type Scenario } from '../scenario.js';
import { type GatewayProcess } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';
import { repeat } from './during.js';

const BLOCKED_LOOP = path.resolve(__dirname, '../stage/blocked-loop.cjs');
/** The lease is 20 s. */
const BLOCKED_MS = 30_000;
const RECORD = 'record-outcome';

/** Sectigo takes its time, so that attempts are under way whenever somebody looks. */
const answerSlowly = (stage: Stage, ms: number): Promise<void> =>
  stage.simulator.control.script({ kind: 'delay', ms, times: 1_000 });

async function untilStatus(stage: Stage, status: string, atLeast: number): Promise<void> {
  await eventually(async () => {
    const found = await stage.sql(`SELECT FROM orders WHERE status = '${status}'`);
    if (found.length < atLeast) throw new Error(`${found.length} orders are ${status}`);
  });
}

/** Holds what is recorded, and what is recorded again when the connection is taken for dead, until it ends. */
function holdEach({ postgres }: Stage): { end(): void } {
  const held: (() => void)[] = [];
  let ended = false;
  const holdNext = (): void => {
    if (ended) return;
    const keep = (one: { release(): void }): void => {
      if (ended) one.release();
      else held.push(() => one.release());
      holdNext();
    };
    // nothing else may be recorded
    postgres.proxy.hold(whenSent(RECORD)).then(keep, () => undefined);
  };
  holdNext();
  return {
    end: () => {
      ended = true;
      for (const release of held) release();
    },
  };
}

async function endGracefully(process: GatewayProcess): Promise<void> {
  const code = await process.terminate();
  if (code !== 0) throw new Error(`the ${process.role} ended with ${code}: ${process.output.slice(-500)}`);
}

export const WORKER_SCENARIOS: readonly Scenario[] = [
  {
    name: 'SIGSTOP of a worker past its lease, then SIGCONT',
    fault: 12,
    workers: 2,
    unknown: { kind: 'some' },
    run: async ({ stage, callers, faultEnds }) => {
      await answerSlowly(stage, 700);
      const load = callers.order(80);
      await load.told(30);
      await untilStatus(stage, 'submitting', 8);
      stage.worker.signal('SIGSTOP');
      await load.done;
      // the other worker gives its leases up
      await untilStatus(stage, 'outcome-unknown', 1);
      stage.worker.signal('SIGCONT');
      faultEnds();
      await pause(2_000);
    },
  },
  {
    name: "a worker's event loop is blocked past its lease",
    fault: 12,
    unknown: { kind: 'some' },
    run: async ({ stage, callers, faultEnds }) => {
      const blocking = await stage.add('worker', {
        NODE_OPTIONS: `--require ${BLOCKED_LOOP}`,
        BLOCK_MS: String(BLOCKED_MS),
      });
      await blocking.start();
      await answerSlowly(stage, 700);
      const load = callers.order(80);
      await load.told(30);
      await untilStatus(stage, 'submitting', 8);
      blocking.signal('SIGWINCH');
      await load.done;
      // the other worker gives its leases up
      await untilStatus(stage, 'outcome-unknown', 1);
      faultEnds();
    },
  },
  {
    name: 'a reply is recorded only after the lease has run out',
    fault: 12,
    workers: 2,
    run: async ({ stage, callers, faultEnds }) => {
      const holding = holdEach(stage);
      await callers.order(40).done;
      await untilStatus(stage, 'outcome-unknown', 1);
      holding.end();
      faultEnds();
      await untilStatus(stage, 'placed', 40);
    },
  },
  {
    name: 'SIGSTOP of an API under load, then SIGCONT',
    fault: 12,
    apis: 2,
    run: async ({ stage, callers, faultEnds }) => {
      const load = callers.order(150, { everyMs: 20 });
      await load.told(30);
      stage.api.signal('SIGSTOP');
      await pause(12_000);
      stage.api.signal('SIGCONT');
      faultEnds();
      await load.done;
    },
  },
  {
    name: 'SIGTERM of workers with attempts under way, again and again',
    fault: 15,
    short: true,
    run: async ({ stage, callers, scaled }) => {
      await answerSlowly(stage, 400);
      const load = callers.order(scaled(150) + 20, { everyMs: 40 });
      await load.told(10);
      await repeat(scaled(5), async () => {
        await untilStatus(stage, 'submitting', 2);
        await endGracefully(stage.worker);
        await stage.worker.start();
      });
      await load.done;
    },
  },
  {
    name: 'SIGTERM with too little grace, then kill -9, again and again',
    fault: 15,
    unknown: { kind: 'some' },
    run: async ({ stage, callers }) => {
      await answerSlowly(stage, 1_000);
      const load = callers.order(120, { everyMs: 40 });
      await repeat(5, async () => {
        await untilStatus(stage, 'submitting', 4);
        stage.worker.signal('SIGTERM');
        await pause(200);
        await stage.worker.kill();
        await stage.worker.start();
      });
      await load.done;
    },
  },
];
