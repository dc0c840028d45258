import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario, type Show } from '../scenario.js';
import { OtherVersion } from '../stage/other-version.js';
import { type GatewayProcess, type Role } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';
import { during, repeat } from './during.js';

const HOUR_MS = 3_600_000;
const CLOCK = path.resolve(__dirname, '../stage/shifted-clock.cjs');
const other = new OtherVersion();

const withClock = (stage: Stage, role: Role, shiftMs: number): Promise<GatewayProcess> =>
  stage.add(role, { NODE_OPTIONS: `--require ${CLOCK}`, CLOCK_SHIFT_MS: String(shiftMs) });

async function jumpAround({ stage }: Show): Promise<void> {
  const jumping = [
    await withClock(stage, 'worker', HOUR_MS),
    await withClock(stage, 'worker', -HOUR_MS),
    await withClock(stage, 'api', HOUR_MS),
    await withClock(stage, 'api', -HOUR_MS),
  ];
  const usual = [stage.api, stage.worker];
  await Promise.all(jumping.map((process) => process.start()));
  await Promise.all(usual.map((process) => process.terminate()));
  await repeat(4, async () => {
    await pause(2_000);
    for (const process of jumping) process.signal('SIGWINCH');
  });
}

async function upgradeAndBack({ stage, callers }: Show): Promise<void> {
  const newer = [stage.api, stage.worker];
  const older = [await stage.add('api', {}, other.root), await stage.add('worker', {}, other.root)];
  await Promise.all(older.map((process) => process.start()));
  await pause(2_000);
  for (const process of newer) await process.terminate();
  const before = callers.count;
  await pause(2_000);
  if (callers.count === before) throw new Error('the other version took no order');
  for (const process of newer) await process.start();
  for (const process of older) await process.terminate();
}

export const CLOCK_AND_VERSION_SCENARIOS: readonly Scenario[] = [
  during(13, 'clocks jump by an hour, forward and back, each process its own way', jumpAround),
  during(
    14,
    'a rolling restart of every process under load',
    async ({ stage }) => {
      for (const process of [...stage.apis, ...stage.workers]) {
        await process.terminate();
        await process.start();
      }
    },
    { apis: 2, workers: 2 },
  ),
  during(
    14,
    `two versions side by side (the other: ${other.commit}), then the other way round`,
    upgradeAndBack,
    {
      cannotRun: () => other.cannotBuild(),
      prepare: () => other.build(),
      tidy: () => other.remove(),
    },
  ),
];
