import { saturate } from '../load/callers.mjs';

const WARM_UP_SECONDS = 2;

/** How many orders are accepted when there are always 50 more; the API alone, nobody sends. */
export const saturation = {
  name: 'saturation',
  figures: {
    acceptedPerSecond: 'accepted orders/s, 50 connections',
    acceptProcessorSeconds: 'processor seconds of the API per 1,000 orders',
    apiMemoryMb: 'memory of the API after it, MB',
    readySeconds: 'start of the API to ready, s',
  },
  appliesTo: () => true,

  async run(stage, contender, { seconds }) {
    const scene = await stage.scene(contender);
    if (contender.saturate !== undefined) return contender.saturate(scene, seconds);
    const api = await scene.start('api');
    try {
      await saturate(scene.targetOf(api), WARM_UP_SECONDS);
      const before = api.processorSeconds;
      const { accepted, perSecond } = await saturate(scene.targetOf(api), seconds);
      return {
        acceptedPerSecond: perSecond,
        acceptProcessorSeconds: ((api.processorSeconds - before) / accepted) * 1_000,
        apiMemoryMb: api.memoryMb,
        readySeconds: api.readyAfterSeconds,
      };
    } finally {
      await api.end();
    }
  },
};
