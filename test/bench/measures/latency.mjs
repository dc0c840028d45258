import { steady } from '../load/callers.mjs';
import { percentile } from './percentile.mjs';

const PER_SECOND = 200;
const WARM_UP_SECONDS = 2;

/** How long a caller waits for the answer at a steady 200 orders a second; the API alone, nobody sends. */
export const latency = {
  name: 'latency',
  figures: { acceptP50Ms: 'answer at 200/s, p50, ms', acceptP99Ms: 'answer at 200/s, p99, ms' },
  appliesTo: ({ hasApi = true }) => hasApi,

  async run(stage, contender, { seconds }) {
    const scene = await stage.scene(contender);
    const api = await scene.start('api');
    try {
      await steady(scene.targetOf(api), PER_SECOND, WARM_UP_SECONDS);
      const took = (await steady(scene.targetOf(api), PER_SECOND, seconds)).map(({ tookMs }) => tookMs);
      return { acceptP50Ms: percentile(took, 50), acceptP99Ms: percentile(took, 99) };
    } finally {
      await api.end();
    }
  },
};
