import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '../load/callers.mjs';

const CALLERS = 16;
const ORDERS_PER_SECOND_OF_RUN = 400;
/** The worker is warm after so many of the orders. */
const COUNTED_FROM = 0.25;
const LOOK_EVERY_MS = 200;
const DRAINED_WITHIN_MS = 120_000;

/** How many waiting orders one worker, 32 at once, brings to an upstream that answers at once. */
export const drain = {
  name: 'drain',
  figures: {
    drainedPerSecond: 'drained orders/s, one worker, 32 at once',
    drainProcessorSeconds: 'processor seconds of the worker per 1,000 orders',
    workerMemoryMb: 'memory of the worker after it, MB',
  },
  appliesTo: ({ hasWorker }) => hasWorker,

  async run(stage, contender, { seconds }) {
    const scene = await stage.scene(contender);
    const wanted = seconds * ORDERS_PER_SECOND_OF_RUN;
    const api = await scene.start('api');
    let started = 0;
    const { length: count } = await inParallel(scene.targetOf(api), CALLERS, () => started++ < wanted);
    await api.end();
    const worker = await scene.start('worker');
    try {
      await untilPlaced(scene, count);
      return {
        drainedPerSecond: rateOf((await stage.sold()).map(({ at }) => at)),
        drainProcessorSeconds: (worker.processorSeconds / count) * 1_000,
        workerMemoryMb: worker.memoryMb,
      };
    } finally {
      await worker.end();
    }
  },
};

async function untilPlaced(scene, count) {
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  for (;;) {
    const placed = await scene.placedCount();
    if (placed >= count) return;
    if (Date.now() > deadline) throw new Error(`${placed} of ${count} orders are placed after two minutes`);
    await pause(LOOK_EVERY_MS);
  }
}

function rateOf(times) {
  const counted = times.slice(Math.floor(times.length * COUNTED_FROM));
  return ((counted.length - 1) * 1_000) / (counted.at(-1) - counted[0]);
}
