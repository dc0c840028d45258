import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { PUSH_ACCESS, type Pushed, Pusher } from '../load/pusher.js';
import { type Scenario, type Show } from '../scenario.js';
import { type GatewayProcess } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';

const SETTINGS = { NOTIFICATION_USER: PUSH_ACCESS.user, NOTIFICATION_PASSWORD: PUSH_ACCESS.password };
const ORDERS = 400;
const KILLS = 16;
/** What Sectigo may have to say of one certificate, before it is shuffled and partly doubled. */
const LIVES = [[12, 6], [12, 6, 8], [6, 14, 8], [7], [3, 6], [6]] as const;
const STATUS_OF = {
  3: 'failed',
  6: 'issued',
  7: 'rejected',
  8: 'revoked',
  9: 'issued',
  12: 'awaiting-brand-validation',
  14: 'replaced',
} as const;
const RANK = ['pending', 'awaiting-brand-validation', 'failed', 'issued', 'replaced', 'rejected', 'revoked'];
/** No order ever gets these numbers. */
const STRANGERS = Array.from({ length: 20 }, (_, index) => String(900_000_000 + index));

/** Pushes about every order as soon as it is sold, which is before the gateway has Sectigo's reply. */
async function pushWhatIsSold({ stage, random }: Show, pusher: Pusher, ended: () => boolean): Promise<void> {
  const seen = new Set<string>();
  const lives: Promise<void>[] = [];
  for (let last = false; !last;) {
    last = ended();
    const sold = (await stage.simulator.control.ledger()).map(({ orderNumber }) => String(orderNumber));
    for (const number of sold.filter((one) => !seen.has(one))) {
      seen.add(number);
      lives.push(live(number));
    }
    await pause(50);
  }
  await Promise.all(lives);

  async function live(number: string): Promise<void> {
    const codes = [...random.pick(LIVES)].sort(() => random.next() - 0.5);
    for (const code of codes) {
      const twice = random.next() < 0.3;
      await Promise.all([pusher.push(number, code), ...(twice ? [pusher.push(number, code)] : [])]);
      await pause(random.between(0, 300));
    }
  }
}

async function killNowAndThen({ stage, random, scaled }: Show): Promise<void> {
  for (let kill = 0; kill < scaled(KILLS); kill += 1) {
    await pause(random.between(200, 1_200));
    const victim: GatewayProcess = random.pick([...stage.apis, ...stage.workers]);
    await victim.kill();
    if (kill % 4 === 1) await stage.redis.command('FLUSHALL');
    await victim.start();
  }
}

interface Outcome {
  readonly number: string;
  readonly status: string;
}

/** What was answered OK is in the certificate's status, or something later is; and nothing that nobody said. */
function broken({ number, status }: Outcome, pushed: Pushed | undefined): string[] {
  const said = [...(pushed?.tried ?? [])].map((code) => STATUS_OF[code] as string);
  const kept = [...(pushed?.acknowledged ?? [])].map((code) => STATUS_OF[code] as string);
  const furthest = Math.max(0, ...kept.map((one) => RANK.indexOf(one)));
  if (status !== 'pending' && !said.includes(status)) return [`${number} is ${status}, which nobody pushed`];
  return RANK.indexOf(status) < furthest
    ? [`${number} is ${status}, but ${kept.join(', ')} was answered OK`]
    : [];
}

async function compare(stage: Stage, pusher: Pusher): Promise<void> {
  await eventually(async () => {
    const open = await stage.sql(
      `SELECT FROM sectigo_notifications WHERE state = 'received' OR (state = 'waiting' AND order_number < '9')`,
    );
    if (open.length > 0) throw new Error(`${open.length} pushes are not applied`);
  }, 120_000);
  const outcomes = await stage.sql<Outcome>(
    `SELECT sectigo_order_number AS number, coalesce(certificate_status, 'pending') AS status FROM orders
     WHERE status = 'placed'`,
  );
  const wrong = outcomes.flatMap((outcome) => broken(outcome, pusher.book.get(outcome.number)));
  wrong.push(...(await forgotten(stage, pusher)));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** What was answered OK about an order that is not known waits for it; three tries in a row may meet an API that is away. */
async function forgotten(stage: Stage, pusher: Pusher): Promise<string[]> {
  const rows = await stage.sql<{ number: string }>(
    `SELECT order_number AS number FROM sectigo_notifications WHERE state = 'waiting'`,
  );
  const waiting = new Set(rows.map(({ number }) => number));
  const kept = STRANGERS.filter((number) => pusher.book.get(number)?.acknowledged.has(6));
  return [
    ...(kept.length === 0 ? ['no push about an unknown order was answered OK'] : []),
    ...kept.filter((number) => !waiting.has(number)).map((number) => `${number} was answered OK and is gone`),
    ...[...waiting].filter((number) => !STRANGERS.includes(number)).map((number) => `${number} still waits`),
  ];
}

export const PUSH_SCENARIOS: readonly Scenario[] = [
  {
    name: 'Sectigo pushes early, twice, in the wrong order, of unknown orders; others forge; processes die meanwhile',
    fault: 16,
    short: true,
    apis: 2,
    workers: 2,
    settings: SETTINGS,
    // the worker may be killed while it sends
    unknown: { kind: 'some' },
    run: async (show) => {
      const { stage, callers, scaled, faultEnds } = show;
      const pusher = new Pusher(() => stage.apis.map(({ url }) => url));
      const load = callers.orderUntilStopped({ everyMs: 250 });
      let ended = false;
      const pushing = pushWhatIsSold(show, pusher, () => ended);
      // whoever waits for the end hears of a failure; until then it is nobody's
      pushing.catch(() => undefined);
      await stage.simulator.proxy.break({ kind: 'latency', ms: 150, jitterMs: 100 });
      await Promise.all([
        killNowAndThen(show),
        ...STRANGERS.map((number) => pusher.push(number, 6)),
        ...STRANGERS.map((number) => pusher.forge(number)),
        pusher.flood(),
      ]);
      await stage.simulator.proxy.heal();
      faultEnds();
      await load.told(scaled(ORDERS));
      load.stop();
      await load.done;
      await eventually(async () => {
        const rows = await stage.sql(`SELECT FROM orders WHERE status IN ('queued', 'submitting')`);
        if (rows.length > 0) throw new Error('orders are still under way');
      }, 120_000);
      ended = true;
      await pushing;
      await compare(stage, pusher);
    },
  },
];
