import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type FaultProxy } from '../network/fault-proxy.js';
import { type Scenario } from '../scenario.js';
import { type GatewayProcess } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';

const FAULTS = 60;
const ORDERS = 3_000;
const MEGABYTE = 2 ** 20;
const MOST_GROWTH = 200 * MEGABYTE;

type Fault = (stage: Stage) => Promise<void>;

/** Faults 2, 4, 10 and 11 in small. */
const MIXED: readonly Fault[] = [
  async ({ redis }) => void (await redis.command('FLUSHALL')),
  async ({ redis }) => {
    await redis.kill();
    await redis.start();
  },
  resetting(({ postgres }) => postgres.proxy),
  ({ postgres }) => postgres.restart(),
  resetting(({ simulator }) => simulator.proxy),
  ({ simulator }) => simulator.control.script({ kind: 'hang', times: 2, buy: true }),
  ({ simulator }) => simulator.control.script({ kind: 'http', status: 502, times: 2 }),
  ({ simulator }) => simulator.control.script({ kind: 'delay', ms: 1_000, times: 20 }),
  async (stage) => {
    await stage.worker.kill();
    await stage.worker.start();
  },
];

function resetting(proxyOf: (stage: Stage) => FaultProxy): Fault {
  return (stage) => {
    proxyOf(stage).resetLinks();
    return Promise.resolve();
  };
}

/** Resident memory as Linux tells it, in pages of 4 KiB. */
function memoryOf({ pid }: GatewayProcess): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096;
}

export const SOAK_SCENARIOS: readonly Scenario[] = [
  {
    name: `soak: ${FAULTS} mixed faults under load, memory looked at`,
    fault: 23,
    workers: 2,
    unknown: { kind: 'some' },
    cannotRun: () => (process.platform === 'linux' ? null : 'there is no /proc'),
    run: async ({ stage, callers, random, scaled, faultEnds }) => {
      const load = callers.orderUntilStopped({ parallel: 8, everyMs: 50 });
      await load.told(scaled(ORDERS / 10));
      const before = memoryOf(stage.api);
      for (let round = 0; round < scaled(FAULTS); round += 1) {
        await random.pick(MIXED)(stage);
        await pause(random.between(500, 4_000));
      }
      faultEnds();
      await load.told(scaled(ORDERS));
      load.stop();
      await load.done;
      const growth = memoryOf(stage.api) - before;
      if (growth > MOST_GROWTH) throw new Error(`the API grew by ${Math.round(growth / MEGABYTE)} MB`);
    },
  },
];
