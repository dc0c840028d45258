import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '../load/callers.mjs';

const CALLERS = 16;
/** Longer than a minute, and longer than the lease of an attempt. */
const QUIET_MS = 90_000;
const LOOK_EVERY_MS = 1_000;
const GIVE_UP_AFTER_MS = 240_000;

/**
 * kill -9 of API and worker under load, and the start after it. Lost: accepted with a 2xx, not upstream when nothing has
 * arrived for a minute and a half, and the contender does not say so. Doubled: arrived more than once.
 */
export const kill = {
  name: 'kill',
  figures: {
    killAccepted: 'kill -9: accepted until then',
    killLost: 'kill -9: lost',
    killDoubled: 'kill -9: bought twice',
    killAnnounced: 'kill -9: not sent, left to a person',
  },
  appliesTo: ({ hasWorker }) => hasWorker,

  /** All at once, because what takes long is the waiting; killed one after the other. */
  async runTogether(stage, contenders, { seconds }) {
    const victims = [];
    try {
      await stage.scene(contenders[0]);
      for (const contender of contenders) victims.push(await strike(stage, contender, seconds));
      const arrived = countByName(await untilQuiet(stage));
      const figures = [];
      for (const victim of victims) figures.push([victim.contender, await reckon(victim, arrived)]);
      return figures;
    } finally {
      await Promise.all(victims.flatMap(({ processes }) => processes.map((each) => each.end())));
    }
  },
};

async function strike(stage, contender, seconds) {
  const scene = await stage.beside(contender);
  const start = async () => [await scene.start('api'), await scene.start('worker')];
  const [api, worker] = await start();
  let alive = true;
  const load = inParallel(scene.targetOf(api), CALLERS, () => alive);
  await pause(seconds * 1_000);
  alive = false;
  await Promise.all([api.end('SIGKILL'), worker.end('SIGKILL')]);
  const accepted = (await load).filter(({ status }) => status < 300).map(({ name }) => name);
  return { contender, scene, accepted, processes: await start() };
}

async function untilQuiet(stage) {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  let sold = await stage.sold();
  let quietSince = Date.now();
  while (Date.now() - quietSince < QUIET_MS) {
    if (Date.now() > deadline) throw new Error('orders still arrive four minutes after the last kill');
    await pause(LOOK_EVERY_MS);
    const now = await stage.sold();
    if (now.length > sold.length) quietSince = Date.now();
    sold = now;
  }
  return sold;
}

function countByName(sold) {
  const counts = new Map();
  for (const { name } of sold) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

async function reckon({ contender, scene, accepted }, arrived) {
  const missing = accepted.filter((name) => !arrived.has(name));
  const rows = contender.announced === undefined ? [] : await scene.query(contender.announced);
  const announced = new Set(rows.map(({ name }) => name));
  const ownNames = (await scene.query('SELECT organization_name AS name FROM orders')).map(
    ({ name }) => name,
  );
  return {
    killAccepted: accepted.length,
    killLost: missing.filter((name) => !announced.has(name)).length,
    killDoubled: ownNames.filter((name) => (arrived.get(name) ?? 0) > 1).length,
    killAnnounced: missing.filter((name) => announced.has(name)).length,
  };
}
