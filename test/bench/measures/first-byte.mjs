import { steady } from '../load/callers.mjs';
import { percentile } from './percentile.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const WARM_UP_SECONDS = 2;
const LOOK_EVERY_MS = 200;
const ARRIVED_WITHIN_MS = 60_000;

/** From the caller's answer to the first byte upstream, at a steady pace; API and worker in one process. */
export const firstByte = {
  name: 'first-byte',
  figures: {
    firstByteP50At50: 'accept → first byte at 50/s, p50, ms',
    firstByteP99At50: 'accept → first byte at 50/s, p99, ms',
    firstByteP50At200: 'accept → first byte at 200/s, p50, ms',
    firstByteP99At200: 'accept → first byte at 200/s, p99, ms',
  },
  appliesTo: ({ hasWorker }) => hasWorker,

  async run(stage, contender, { seconds }) {
    const scene = await stage.scene(contender);
    const both = await scene.start('all');
    const at = async (perSecond) => {
      const placed = await steady(scene.targetOf(both), perSecond, seconds);
      return waitsOf(placed, await untilArrived(stage, placed));
    };
    try {
      await steady(scene.targetOf(both), 50, WARM_UP_SECONDS);
      const at50 = await at(50);
      const at200 = await at(200);
      return {
        firstByteP50At50: percentile(at50, 50),
        firstByteP99At50: percentile(at50, 99),
        firstByteP50At200: percentile(at200, 50),
        firstByteP99At200: percentile(at200, 99),
      };
    } finally {
      await both.end();
    }
  },
};

/** An order may be upstream before its caller has read the answer: then it did not wait at all. */
function waitsOf(placed, arrivals) {
  return placed.map(({ name, answeredAt }) => Math.max(0, arrivals.get(name) - answeredAt));
}

async function untilArrived(stage, placed) {
  const deadline = Date.now() + ARRIVED_WITHIN_MS;
  for (;;) {
    const arrivals = await stage.arrivals();
    const missing = placed.filter(({ name }) => !arrivals.has(name)).length;
    if (missing === 0) return arrivals;
    if (Date.now() > deadline) throw new Error(`${missing} orders have not arrived upstream after a minute`);
    await pause(LOOK_EVERY_MS);
  }
}
