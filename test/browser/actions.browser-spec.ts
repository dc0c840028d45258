import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY } from '../support/gateway.js';
import { NARROW } from './operator-browser.js';
import { withDashboard } from './with-dashboard.js';

describe('what an operator does at the dashboard', () => {
  const { busy, person, page, button, dialog } = withDashboard();

  const confirm = async (phrase: string, name: string): Promise<void> => {
    const act = dialog().getByRole('button', { name, exact: true });
    expect(await act.isDisabled()).toBe(true);
    await dialog()
      .getByLabel(/^Type .* to confirm$/)
      .fill(phrase);
    await act.click();
    await dialog().waitFor({ state: 'detached' });
  };
  const statusOf = async (id: string): Promise<string> =>
    orderOf(await busy.gateway.operator.get(`/v1/orders/${id}`)).status;
  const isPaused = async (): Promise<boolean> =>
    ((await busy.gateway.operator.get('/v1/ops/summary')).body as { submissions: { paused: boolean } })
      .submissions.paused;

  it('is refused with a wrong key, signs in, and out again', async () => {
    await button('Sign out').click();
    await page.getByLabel('Operator key').fill('a key that is none');
    await button('Sign in').click();
    await page.getByText('This is not an operator key.').waitFor();
    await page.getByLabel('Operator key').fill(OPERATOR_KEY);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBeLessThanOrEqual(1);
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('cancels an order that waits', async () => {
    await person.visit(`/orders/${busy.orders.cancellable}`);
    await button('Cancel order').click();
    await dialog().getByLabel('Note (optional)').fill('Ordered twice.');
    await confirm('cancel', 'Cancel order');
    await page.locator('[data-status=cancelled]').first().waitFor();
    await page.getByText('Note: Ordered twice.').waitFor();
    expect(await statusOf(busy.orders.cancellable)).toBe('cancelled');
    expect(await button('Cancel order').count()).toBe(0);
    const toast = page.getByRole('status', { name: 'Notifications' });
    await toast.getByText('Order PO-4724 is cancelled.').waitFor();
    await person.expectAccessible();
    await toast.getByRole('link', { name: 'Audit trail' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    expect(new URL(page.url()).searchParams.get('target')).toBe(busy.orders.cancellable);
    await toast.getByRole('button', { name: 'Close this message' }).click();
    await toast.getByText('Order PO-4724 is cancelled.').waitFor({ state: 'detached' });
  });

  it('sees at once that something is done, and what to do when the gateway cannot be reached', async () => {
    await person.visit(`/webhooks/${busy.webhookId}`);
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    await page.route('**/test', async (route) => {
      await failed;
      await route.abort();
    });
    await button('Send a test').click();
    await page.locator('button[data-loading]').getByText('Send a test').waitFor();
    fail();
    await page.getByRole('alert').getByText('Check the network and whether the gateway is running').waitFor();
    await page.unroute('**/test');
    await button('Send a test').click();
    await page.getByText('A test event is on its way').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('resumes sending beside the banner that tells of the pause, and pauses again', async () => {
    await page.getByRole('heading', { name: 'An operator has paused sending' }).waitFor();
    await button('Resume').click();
    await page
      .getByRole('heading', { name: 'An operator has paused sending' })
      .waitFor({ state: 'detached' });
    expect(await isPaused()).toBe(false);
    await button('Pause sending').click();
    await dialog().getByLabel('Reason, for other operators').fill('a test');
    await confirm('pause', 'Pause sending');
    await page.getByText(/: a test\./).waitFor();
    expect(await isPaused()).toBe(true);
    await button('Resume').click();
    await eventually(async () => expect(await isPaused()).toBe(false));
  });

  it('sends a rejected order again', async () => {
    await person.visit(`/orders/${busy.orders.rejected}`);
    await button('Retry').click();
    await confirm('retry', 'Retry');
    await page.locator('.facts [data-status=placed]').waitFor();
    expect(await statusOf(busy.orders.rejected)).toBe('placed');
  });

  it('resolves an order of unknown outcome with the number that Sectigo shows, and a note', async () => {
    await person.visit(`/orders/${busy.orders.unknown}`);
    const column = await page
      .getByRole('columnheader', { name: /^Sectigo \d+$/ })
      .first()
      .innerText();
    const number = column.replace('Sectigo ', '');
    await button('Resolve').click();
    await dialog().getByLabel('Sectigo’s order number').fill(number);
    await dialog().getByLabel('Note: how you know').fill('Seen in the portal.');
    await confirm('placed', 'Resolve');
    await page.locator('.facts [data-status=placed]').waitFor();
    const { sectigo } = orderOf(await busy.gateway.operator.get(`/v1/orders/${busy.orders.unknown}`));
    expect(sectigo?.orderNumber).toBe(number);
    await page.getByText('Note: Seen in the portal.').waitFor();
  });

  it('finds the order that somebody asks about, and sends the list to a colleague by its address', async () => {
    await person.visit('/orders');
    await page.getByLabel('Search').fill('aurelia');
    await page.getByText('Dunmore & Sons').waitFor({ state: 'detached' });
    await page.getByText('Placed', { exact: true }).first().click();
    await eventually(() => expect(new URL(page.url()).search).toMatch(/status=placed.*q=aurelia/));
    await page.reload();
    await page.getByRole('link', { name: 'Aurelia Maritime GmbH' }).waitFor();
    expect(await page.getByLabel('Search').inputValue()).toBe('aurelia');
    expect(await page.locator('tbody tr').count()).toBe(1);
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export as CSV').click()]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Aurelia Maritime GmbH');
    await page.getByRole('link', { name: 'Aurelia Maritime GmbH' }).click();
    await page.getByRole('heading', { level: 1, name: 'PO-4711' }).waitFor();
  });

  it('sees a new order without doing anything', async () => {
    await person.visit('/orders');
    await page.getByText('Connected', { exact: true }).waitFor();
    const { organization, ...rest } = anOrder();
    const named = { ...rest, organization: { ...(organization as object), name: 'Just now Ltd' } };
    await busy.client.order(named);
    await page.getByRole('link', { name: 'Just now Ltd' }).waitFor();
  });

  it('sees that another operator has queued an order again', async () => {
    const { operator } = busy.gateway;
    await operator.post('/v1/ops/submissions/pause', { reason: 'a test' });
    await person.visit(`/orders/${busy.orders.failed}`);
    await page.getByText('Connected', { exact: true }).waitFor();
    // it looks once when the stream opens: what comes after that is because of an event
    let lookedAt = Date.now();
    page.on('request', () => (lookedAt = Date.now()));
    await eventually(() => expect(Date.now() - lookedAt).toBeGreaterThan(1_000));
    await operator.post(`/v1/orders/${busy.orders.failed}/retry`, { note: 'by a colleague' });
    await page.locator('.facts [data-status=queued]').waitFor();
    await page.getByText('Note: by a colleague').waitFor();
    await operator.post('/v1/ops/submissions/resume');
  });

  it('makes a client, whose key is shown once and works, and revokes it', async () => {
    await person.visit('/clients');
    await button('New client').click();
    await dialog().getByLabel('Name').fill('archive');
    await dialog().getByLabel('Spend per day').fill('much');
    await button('Make it').click();
    await dialog().getByRole('alert').getByText('/limits/spendPerDay').waitFor();
    await dialog().getByLabel('Spend per day').fill('123456789.91');
    await button('Make it').click();
    const key = await dialog().locator('pre').innerText();
    const archive = new ApiClient(busy.gateway.url, key.trim());
    expect((await archive.get('/v1/orders')).status).toBe(200);
    await button('Done').click();
    await page.getByRole('link', { name: 'archive' }).click();
    await page.getByText('0 of 123,456,789.91').waitFor();
    await page.getByRole('button', { name: /^Revoke key_/ }).click();
    await confirm('revoke', 'Revoke');
    await page.getByText('No usable key').waitFor();
    expect((await archive.get('/v1/orders')).status).toBe(401);
  });

  it('replays a delivery', async () => {
    await person.visit(`/webhooks/${busy.webhookId}`);
    const before = busy.receiver.received.length;
    await page
      .getByRole('button', { name: /^Replay order\./ })
      .last()
      .click();
    await eventually(() => expect(busy.receiver.received.length).toBeGreaterThan(before));
    const ids = busy.receiver.received.map(({ id }) => id);
    expect(new Set(ids).size).toBeLessThan(ids.length);
  });

  it('gets about by the keyboard alone', async () => {
    await person.visit('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    const orders = page.getByRole('link', { name: 'Orders', exact: true });
    await orders.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  });

  it('reads times by the clock on the wall, and in UTC when pointing at them', async () => {
    await person.visit(`/orders/${busy.orders.placed}`);
    const time = page.locator('.facts time').first();
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    expect(await time.getAttribute('title')).toBe(`${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
    const berlin = at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' });
    expect(await time.innerText()).toContain(berlin);
  });

  it('opens the menu of a narrow screen', async () => {
    await page.setViewportSize(NARROW);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor();
  });
});
