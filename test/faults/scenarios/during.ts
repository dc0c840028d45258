import { type Scenario, type Show } from '../scenario.js';

const ORDERS = 150;

const FIRST_ORDERS = 20;

/** Load with something wrong in the middle of it, however long that takes. */
export function during(
  fault: number,
  name: string,
  wrong: (show: Show) => Promise<void>,
  more: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    fault,
    ...more,
    run: async (show) => {
      const load = show.callers.orderUntilStopped({ everyMs: 150 });
      await load.told(FIRST_ORDERS);
      await wrong(show);
      show.faultEnds();
      await load.told(show.scaled(ORDERS));
      load.stop();
      await load.done;
    },
  };
}

/** For faults that callers cannot but notice: a fault that did not happen would prove nothing. */
export function mustBeFelt({ callers }: Show): void {
  if (callers.unclearAnswers === 0) throw new Error('no caller noticed the fault');
}

export async function repeat(times: number, step: () => Promise<void>): Promise<void> {
  for (let round = 0; round < times; round += 1) await step();
}
