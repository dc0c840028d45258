import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { type Scenario } from '../scenario.js';
import { type Stage } from '../stage/stage.js';

const ORDERS = 10_000;
const KILLS = 10;
const PER_MINUTE = 6_000;
const STATUS = '/products/!GetDetailedOrderStatus';
/** What a look at the clock of another process may be off. */
const TOLERANCE_MS = 1_000;

/** Every read that Sectigo was asked for; its log keeps the newest only, so it is read again and again. */
class Reads {
  readonly all = new Map<number, { readonly orderNumber: string; readonly at: number }>();
  private readonly ending = new AbortController();
  private readonly following: Promise<void>;

  constructor(private readonly stage: Stage) {
    this.following = this.follow();
  }

  get perOrder(): Map<string, number[]> {
    const times = new Map<string, number[]>();
    for (const { orderNumber, at } of this.all.values())
      times.set(orderNumber, [...(times.get(orderNumber) ?? []), at]);
    return times;
  }

  async end(): Promise<void> {
    this.ending.abort();
    await this.following;
    await this.look();
  }

  private async follow(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.look();
      await pause(2_000, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    for (const { request, path, form, at } of await this.stage.simulator.control.requests()) {
      if (path === STATUS)
        this.all.set(request, { orderNumber: form?.['orderNumber'] ?? '', at: Date.parse(at) });
    }
  }
}

/** As if so much time had gone by, for the schedule. */
async function pass(stage: Stage, time: string): Promise<void> {
  await stage.sql(
    `UPDATE status_polls SET next_poll_at = next_poll_at - interval '${time}', last_poll_at = last_poll_at - interval '${time}'`,
  );
}

async function untilRead(stage: Stage, times: number): Promise<void> {
  await eventually(
    async () => {
      const rows = await stage.sql(`SELECT FROM status_polls WHERE polls < ${times}`);
      if (rows.length > 0) throw new Error(`${rows.length} orders are still to be read`);
    },
    900_000,
    1_000,
  );
}

function paceBroken(times: readonly number[], minutes: number): string[] {
  const most = PER_MINUTE * minutes + PER_MINUTE / 60;
  return times.length > most ? [`${times.length} reads in ${minutes.toFixed(2)} minutes`] : [];
}

export const POLL_SCENARIOS: readonly Scenario[] = [
  {
    name: `the statuses of ${ORDERS} open orders are read after a day down, workers die meanwhile`,
    fault: 19,
    workers: 2,
    settings: { STATUS_POLLS_PER_MINUTE: String(PER_MINUTE) },
    run: async ({ stage, callers, random, scaled, faultEnds }) => {
      await callers.order(scaled(ORDERS), { parallel: 12 }).done;
      await eventually(async () => {
        const rows = await stage.sql(`SELECT FROM orders WHERE status <> 'placed'`);
        if (rows.length > 0) throw new Error(`${rows.length} orders are not placed`);
      }, 300_000);
      await Promise.all(stage.workers.map((worker) => worker.terminate()));
      const before = (await stage.simulator.control.requests()).filter(({ path }) => path === STATUS);
      if (before.length > 0) throw new Error(`${before.length} orders were read too early`);
      await pass(stage, '1 day');

      const reads = new Reads(stage);
      const began = Date.now();
      await Promise.all(stage.workers.map((worker) => worker.start()));
      const kills = scaled(KILLS);
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(random.between(500, 5_000));
        const victim = random.pick(stage.workers);
        await victim.kill();
        await victim.start();
      }
      faultEnds();
      await untilRead(stage, 1);
      const minutes = (Date.now() - began) / 60_000;
      // whatever the schedule says, it is not three hours yet
      await stage.sql('UPDATE status_polls SET next_poll_at = now()');
      await pause(5_000);
      await reads.end();

      const unread = callers.count - reads.perOrder.size;
      const twice = [...reads.perOrder].filter(([, times]) => times.length > 1);
      const all = [...reads.all.values()].map(({ at }) => at).filter((at) => at >= began - TOLERANCE_MS);
      const wrong = [
        // who is killed between the schedule and the read leaves that to the next time
        ...(unread > kills ? [`${unread} orders were not read`] : []),
        ...twice.map(([number, times]) => `${number} was read ${times.length} times within three hours`),
        ...paceBroken(all, minutes + 5 / 60),
      ];
      if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join('\n'));
    },
  },
];
