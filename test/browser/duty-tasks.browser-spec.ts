import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { anOrder } from '../factories/order.js';
import { orderOf } from '../factories/answers.js';
import { answering, WebhookReceiver } from '../support/webhook-receiver.js';
import { eventually } from '../support/eventually.js';
import { withDashboard } from './with-dashboard.js';

/** What a person did to find the answer. */
interface Effort {
  readonly task: string;
  readonly clicks: number;
  readonly seconds: number;
}

/** More than this, and nobody would call the page quick to use; seconds are of a busy machine. */
const MOST_CLICKS = 3;
const MOST_SECONDS = 30;

describe('somebody on duty, or in finance, finds out', () => {
  const { busy, page } = withDashboard();
  const efforts: Effort[] = [];
  let broken: WebhookReceiver;
  beforeAll(async () => {
    await boughtLastMonth();
    broken = await WebhookReceiver.start(answering(500));
    const made = await busy.client.post('/v1/webhooks', { url: broken.url, description: 'archive' });
    const { id } = made.body as { id: string };
    await busy.client.post(`/v1/webhooks/${id}/test`);
    await eventually(() => expect(broken.received.length).toBeGreaterThan(0));
  });
  afterAll(async () => {
    await broken.close();
    process.stdout.write(
      efforts
        .map(({ task, clicks, seconds }) => `${clicks} clicks, ${seconds.toFixed(1)} s: ${task}\n`)
        .join(''),
    );
  });

  /** From the overview to the answer; a click, and a search with Enter, count as one each. */
  const task = async (
    name: string,
    doing: (click: (what: Clickable) => Promise<void>) => Promise<void>,
  ): Promise<void> => {
    let clicks = 0;
    const began = Date.now();
    await doing(async (what) => {
      clicks += 1;
      await what.click();
    });
    const effort = { task: name, clicks, seconds: (Date.now() - began) / 1_000 };
    efforts.push(effort);
    expect(effort.clicks).toBeLessThanOrEqual(MOST_CLICKS);
    expect(effort.seconds).toBeLessThan(MOST_SECONDS);
  };

  it('why nothing is sent', () =>
    task('Why is nothing sent?', async () => {
      const banner = page.getByRole('region', { name: 'An operator has paused sending' });
      await banner.getByText('Sectigo maintenance until noon').waitFor();
      await banner.getByRole('button', { name: 'Resume' }).waitFor();
    }));

  it('whether an order was bought twice', () =>
    task('Did ORD… buy twice?', async (click) => {
      await click(searchFor(page, busy.orders.ending));
      const story = page.getByRole('region', { name: 'History' });
      await story.getByText('Attempt 1: placed').waitFor();
      expect(await story.getByText(/^Attempt \d+: placed/).count()).toBe(1);
      await page.getByRole('region', { name: 'Facts' }).getByText('Renewed by').waitFor();
    }));

  it('who spent most last month', () =>
    task('Who spent most last month?', async (click) => {
      await click(page.getByRole('link', { name: 'Money', exact: true }));
      await click(page.getByRole('button', { name: 'Previous month' }));
      const first = page.getByRole('table', { name: 'Spent by client' }).locator('tbody tr').first();
      await first.getByText('finance-tool').waitFor();
      await first.getByText('900.00 USD').waitFor();
    }));

  it('which webhook is broken', () =>
    task('Which webhook is broken?', async (click) => {
      await click(page.getByRole('link', { name: 'Webhooks', exact: true }));
      const row = page
        .getByRole('table', { name: 'Webhooks' })
        .locator('tbody tr')
        .filter({ hasText: broken.url });
      await row.getByText('Failing').waitFor();
      await row.getByText('HTTP 500').waitFor();
    }));

  it('what ends next month', () =>
    task('What expires next month?', async (click) => {
      await click(page.getByRole('link', { name: 'Certificates', exact: true }));
      const row = page.getByRole('table', { name: 'Expiring certificates' }).locator('tbody tr');
      await row.getByText('Carillon Health SA').waitFor();
      await row.getByText('12 days left').waitFor();
    }));

  /** Of two clients, as if it were a month ago. */
  async function boughtLastMonth(): Promise<void> {
    const { gateway, client } = busy;
    await gateway.operator.post('/v1/ops/submissions/resume');
    const other = await gateway.client('finance-tool');
    for (const [buyer, cost] of [
      [client, '210.00'],
      [other, '900.00'],
    ] as const) {
      const { id } = orderOf(await buyer.order(anOrder({ allowDuplicate: true }), { prefer: 'wait=10' }));
      await gateway.sql.query(
        "UPDATE orders SET placed_at = date_trunc('month', now(), 'UTC') - interval '1 day', cost = $2 WHERE id = $1",
        [id, cost],
      );
    }
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'Sectigo maintenance until noon' });
  }
});

interface Clickable {
  readonly click: () => Promise<void>;
}

/** Typed into the search, and opened with Enter. */
function searchFor(page: Page, text: string): Clickable {
  return {
    click: async () => {
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: 'Find anything' }).fill(text);
      await page.getByRole('listbox', { name: 'Results' }).getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Current status' }).waitFor();
    },
  };
}
