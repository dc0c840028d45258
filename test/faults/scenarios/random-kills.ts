import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../scenario.js';

const KILLS = 200;
const ORDERS = 5_000;
const LONGEST_PAUSE_MS = 1_000;
/** Two of the four, be it both APIs: with more, nobody is there to be killed in the middle of something. */
const MOST_DOWN = 2;

export const RANDOM_KILL_SCENARIOS: readonly Scenario[] = [
  {
    name: `${KILLS} random kill -9 of two APIs and two workers under load`,
    fault: 3,
    apis: 2,
    workers: 2,
    unknown: { kind: 'some' },
    run: async ({ stage, callers, random, scaled, faultEnds }) => {
      const load = callers.orderUntilStopped({ parallel: 12, everyMs: 25 });
      const up = new Set([...stage.apis, ...stage.workers]);
      const starting = new Set<Promise<void>>();
      for (let kill = 0; kill < scaled(KILLS); kill += 1) {
        await pause(random.between(0, LONGEST_PAUSE_MS));
        // whoever is not up yet is not killed: two starts in a row would be no fault but no gateway
        while (starting.size >= MOST_DOWN) await Promise.race(starting);
        const victim = random.pick([...up]);
        up.delete(victim);
        await victim.kill();
        const start: Promise<void> = victim.start().then(() => {
          up.add(victim);
          starting.delete(start);
        });
        starting.add(start);
      }
      await Promise.all(starting);
      faultEnds();
      await load.told(scaled(ORDERS));
      load.stop();
      await load.done;
    },
  },
];
