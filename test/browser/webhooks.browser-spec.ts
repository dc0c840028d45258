import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { answering, WebhookReceiver } from '../support/webhook-receiver.js';
import { withDashboard } from './with-dashboard.js';

describe('the owner of a webhook, or of a client, at the dashboard', () => {
  const { busy, person, page, button, dialog } = withDashboard();
  let receiver: WebhookReceiver;
  let id: string;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start(answering(500, 'The disk is full.'));
    // only a test is sent to it: what the gateway does meanwhile is told to others
    const archive = { url: receiver.url, description: 'archive', eventTypes: ['order.cancelled'] };
    const { body } = await busy.client.post('/v1/webhooks', archive);
    id = (body as { id: string }).id;
    await busy.client.post(`/v1/webhooks/${id}/test`);
    await eventually(() => expect(receiver.received.length).toBeGreaterThan(0));
  });
  afterAll(() => receiver.close());

  const row = (): Locator =>
    page.getByRole('table', { name: 'Webhooks' }).locator('tbody tr').filter({ hasText: 'archive' });
  const isEnabled = async (): Promise<boolean> =>
    ((await busy.gateway.operator.get(`/v1/webhooks/${id}`)).body as { enabled: boolean }).enabled;

  it('sees in the list which webhook is broken, whose it is, and in its deliveries what it answered', async () => {
    await person.visit('/webhooks');
    await row().getByText('Failing').waitFor();
    await row()
      .getByText(/last failure: HTTP 500, /)
      .waitFor();
    await row().getByText('contract-service').waitFor();
    await row().getByText('0 of the last 1 taken').waitFor();
    await person.expectAccessible();
    await row().getByText('archive').click();
    await page.getByRole('heading', { level: 1, name: 'archive' }).waitFor();
    await page.getByText('Body', { exact: true }).first().click();
    await page.getByText('The disk is full.').waitFor();
  });

  it('is told on the overview, with the way there', async () => {
    await person.visit('/');
    const need = page.getByRole('listitem').filter({ hasText: '1 webhook fails' });
    await need.getByText('Events do not reach: archive').waitFor();
    await need.getByRole('link', { name: 'Show the webhook' }).click();
    await page.getByRole('heading', { level: 1, name: 'archive' }).waitFor();
  });

  it('sends again all that failed, once it is mended', async () => {
    receiver.behaviour = answering(204);
    await busy.gateway.sql.query(
      "UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL WHERE webhook_id = $1",
      [id],
    );
    await person.visit(`/webhooks/${id}`);
    await button('Replay all failed').click();
    await page.getByText('Sent again: 1.').waitFor();
    await page.locator('.facts [data-status=working]').waitFor();
    await button('Replay all failed').click();
    await page.getByText('No delivery has failed.').waitFor();
  });

  it('stops it, which is seen at once, and lets it go on', async () => {
    await person.visit(`/webhooks/${id}`);
    await button('Disable').click();
    await page.locator('.facts [data-status=disabled]').waitFor();
    expect(await isEnabled()).toBe(false);
    await button('Enable').click();
    await page.locator('.facts [data-status=working]').waitFor();
    expect(await isEnabled()).toBe(true);
  });

  it('sees how near a client is to its limits, in numbers and as bars', async () => {
    await person.visit(`/clients/${busy.client.id}`);
    const limits = page.getByRole('region', { name: 'Limits and usage' });
    await limits.getByText(/^\d+ of 100$/).waitFor();
    await limits.getByText(/of 25,000\.00 USD$/).waitFor();
    expect(await limits.getByRole('progressbar').count()).toBe(2);
    await person.expectAccessible();
  });

  it('is told what the keyboard does', async () => {
    await page.keyboard.press('?');
    await dialog().getByText('Find anything, from anywhere').waitFor();
    await person.expectAccessible();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});
