import { setTimeout as pause } from 'node:timers/promises';
import { type OrderStatus } from '../../../src/orders/domain/order-status.js';
import { anOrder } from '../../factories/order.js';
import { type Scenario, type Show, type Unknown } from '../scenario.js';

/** How Sectigo answers one order, and what must become of it. */
interface Answer {
  readonly fault: object;
  readonly ends: OrderStatus;
}

const unknown = (fault: object): Answer => ({ fault, ends: 'outcome-unknown' });
/** Its answer is lost; the report has it. */
const bought = (fault: object): Answer => ({ fault: { ...fault, buy: true }, ends: 'placed' });

const BOUGHT_AND_SILENT: readonly Answer[] = [
  bought({ kind: 'hang' }),
  // later than our time-out
  bought({ kind: 'delay', ms: 8_000 }),
  bought({ kind: 'reset', when: 'after-read' }),
  bought({ kind: 'reset', when: 'mid-reply' }),
  bought({ kind: 'truncate', bytes: 20 }),
];

const ODD_ANSWERS: readonly Answer[] = [
  ...[500, 502, 503, 504].flatMap((status) => [
    bought({ kind: 'http', status }),
    unknown({ kind: 'http', status }),
  ]),
  bought({ kind: 'html' }),
  bought({ kind: 'empty' }),
  bought({ kind: 'truncate', bytes: 40 }),
  bought({ kind: 'raw-body', body: 'errorCode=0&errorCode=-15&orderNumber=1', contentType: 'text/plain' }),
  bought({ kind: 'raw-body', body: 'errorCode=none&orderNumber=1', contentType: 'text/plain' }),
  bought({ kind: 'raw-body', body: 'errorCode=0', contentType: 'application/json' }),
  { fault: { kind: 'format', format: 0 }, ends: 'placed' },
  { fault: { kind: 'throttle', retryAfterSeconds: 1 }, ends: 'placed' },
  { fault: { kind: 'error', code: -424_242 }, ends: 'held' },
  { fault: { kind: 'error', row: 7 }, ends: 'rejected' },
  unknown({ kind: 'error', row: 14 }),
];

/** Orders, each of which meets its own answer; the others are answered well. */
async function answerOddly({ stage, callers, mustEnd }: Show, answers: readonly Answer[]): Promise<void> {
  const bodies = answers.map(({ fault, ends }) => {
    const body = anOrder();
    const { name } = body['organization'] as { name: string };
    mustEnd(name, ends);
    return { body, fault: { ...fault, match: { organizationName: name } } };
  });
  await stage.simulator.control.script(...bodies.map(({ fault }) => fault));
  const left = bodies.map(({ body }) => body);
  await callers.order(answers.length * 3, { body: () => left.shift() ?? anOrder() }).done;
}

function countUnknown(answers: readonly Answer[]): Unknown {
  return { kind: 'exactly', count: answers.filter(({ ends }) => ends === 'outcome-unknown').length };
}

function oddly(
  name: string,
  fault: number,
  answers: readonly Answer[],
  more: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    fault,
    ends: ['placed', 'held', 'rejected'],
    unknown: countUnknown(answers),
    ...more,
    run: (show) => answerOddly(show, answers),
  };
}

const many = (answers: readonly Answer[], times: number): Answer[] =>
  Array.from({ length: times }, () => answers).flat();

/** The account refuses everything for a while, then works again. */
function refusedFor(name: string, broken: object, mended: object): Scenario {
  return {
    name,
    fault: 8,
    run: async ({ stage, callers, faultEnds }) => {
      await stage.simulator.control.changeAccount(broken);
      await callers.order(60).done;
      await pause(3_000);
      await stage.simulator.control.changeAccount(mended);
      faultEnds();
    },
  };
}

export const SECTIGO_SCENARIOS: readonly Scenario[] = [
  oddly('Sectigo buys, then is silent, late, or cut off', 4, many(BOUGHT_AND_SILENT, 8), {
    settings: { SUBMIT_CONCURRENCY: '16' },
  }),
  oddly('Sectigo buys, then is silent, late, or cut off (once each)', 4, BOUGHT_AND_SILENT, { short: true }),
  oddly('Sectigo does not buy and is silent', 5, many([unknown({ kind: 'hang' })], 20), {
    settings: { SUBMIT_CONCURRENCY: '16' },
  }),
  oddly('odd answers: HTTP errors, pages, halves, unknown codes', 7, many(ODD_ANSWERS, 3)),
  refusedFor('no credit for a while', { credit: '0.00' }, { credit: null }),
  refusedFor('the account is locked for a while', { locked: true }, { locked: false }),
  {
    name: 'the call limit is reached, again and again',
    fault: 8,
    run: async ({ stage, callers }) => {
      await stage.simulator.control.script({ kind: 'error', code: -42, times: 20 });
      await callers.order(60).done;
    },
  },
];
