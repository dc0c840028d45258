import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../scenario.js';
import { OtherVersion } from '../stage/other-version.js';
import { type GatewayProcess, type Role } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';

const HOUR_MS = 3_600_000;
const CLOCK = path.resolve(__dirname, '../stage/shifted-clock.cjs');
const other = new OtherVersion();

const withClock = (stage: Stage, role: Role, shiftMs: number): Promise<GatewayProcess> =>
  stage.add(role, { NODE_OPTIONS: `--require ${CLOCK}`, CLOCK_SHIFT_MS: String(shiftMs) });

export const CLOCK_AND_VERSION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'clocks jump by an hour, forward and back, each process its own way',
    fault: 13,
    run: async ({ stage, callers, faultEnds }) => {
      const jumping = [
        await withClock(stage, 'worker', HOUR_MS),
        await withClock(stage, 'worker', -HOUR_MS),
        await withClock(stage, 'api', HOUR_MS),
        await withClock(stage, 'api', -HOUR_MS),
      ];
      await Promise.all(jumping.map((process) => process.start()));
      await stage.worker.terminate();
      const load = callers.order(200, { everyMs: 60 });
      for (const count of [40, 80, 120, 160]) {
        await load.told(count);
        for (const process of jumping) process.signal('SIGUSR2');
      }
      faultEnds();
      await load.done;
    },
  },
  {
    name: 'a rolling restart of every process under load',
    fault: 14,
    apis: 2,
    workers: 2,
    run: async ({ stage, callers, faultEnds }) => {
      const load = callers.order(300, { everyMs: 40 });
      for (const process of [...stage.apis, ...stage.workers]) {
        await process.terminate();
        await process.start();
      }
      faultEnds();
      await load.done;
    },
  },
  {
    name: 'two versions side by side, then the other way round',
    fault: 14,
    cannotRun: () => other.cannotBuild(),
    prepare: () => other.build(),
    run: async ({ stage, callers, faultEnds }) => {
      const load = callers.order(400, { everyMs: 40 });
      const older = [await stage.add('api', {}, other.root), await stage.add('worker', {}, other.root)];
      const newer = [stage.api, stage.worker];
      await Promise.all(older.map((process) => process.start()));
      await load.told(100);
      for (const process of newer) await process.terminate();
      await load.told(200);
      for (const process of newer) await process.start();
      for (const process of older) await process.terminate();
      faultEnds();
      await load.done;
      await pause(0);
    },
  },
];
