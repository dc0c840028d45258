import { describe, expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import { orderOf } from '../factories/answers.js';
import { auditOf } from '../support/audit-trail.js';
import { eventually } from '../support/eventually.js';
import { withDashboard } from './with-dashboard.js';

describe('whatever one looks for at the dashboard', () => {
  const { busy, person, page } = withDashboard();

  const field = (): Locator => page.getByRole('combobox', { name: 'Find anything' });
  const options = (): Locator => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  const heading = (name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
  const open = async (text: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await field().fill(text);
  };
  /** The first that is found has these words, and Enter goes there. */
  const findFirst = async (text: string, first: string | RegExp, title: string | RegExp): Promise<void> => {
    await open(text);
    await options().first().filter({ hasText: first }).waitFor();
    await page.keyboard.press('Enter');
    await heading(title).waitFor();
    await field().waitFor({ state: 'detached' });
  };

  it('is an order: by its organization, reference, id, number or certificate', async () => {
    const { sectigo } = orderOf(await busy.gateway.operator.get(`/v1/orders/${busy.orders.placed}`));
    for (const text of [
      'aurelia',
      'PO-4711',
      busy.orders.placed,
      sectigo!.orderNumber,
      sectigo!.certificateId!,
    ]) {
      await findFirst(text, 'Aurelia Maritime GmbH', /PO-4711/);
    }
    await open('a');
    await options().filter({ hasText: 'All orders that match' }).click();
    await page.waitForURL(/[?&]q=a$/);
  });

  it('is a client, a webhook, a request, a page or an action', async () => {
    await findFirst('payroll', 'Client', 'payroll');
    await findFirst(busy.client.id, 'contract-service', 'contract-service');
    await findFirst(busy.receiver.url, 'contract service', 'contract service');
    await findFirst(busy.webhookId, busy.receiver.url, 'contract service');
    const [entry] = await auditOf(busy.gateway.operator, '&action=client.update');
    await findFirst(entry!.requestId!, 'Client update', 'Audit');
    await eventually(async () => expect(await page.locator('tbody tr').count()).toBe(1));
    await findFirst('who did', 'Audit', 'Audit');
    await findFirst('new client', 'Action', 'Clients');
    await page.getByRole('dialog', { name: 'New client' }).waitFor();
  });

  it('is chosen with the arrows, opened by a slash, and left with Escape', async () => {
    await page.keyboard.press('/');
    await field().fill('harrow');
    await eventually(async () => expect(await options().count()).toBe(2));
    await person.expectAccessible();
    await page.keyboard.press('ArrowDown');
    expect(await options().nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await field().getAttribute('aria-activedescendant')).toBe(
      await options().nth(1).getAttribute('id'),
    );
    await page.keyboard.press('Escape');
    await field().waitFor({ state: 'detached' });
  });

  it('is opened by Enter also by who types faster than it is found', async () => {
    await page.keyboard.press('Control+k');
    await field().waitFor();
    await page.keyboard.type(busy.orders.placed);
    await page.keyboard.press('Enter');
    await heading(/PO-4711/).waitFor();
  });

  it('says that there is nothing', async () => {
    await open('ord_01JDB2XZ0V1N7P8Q2R3S4T5V6W');
    await page.getByText('No results.').waitFor();
  });

  it('does not take a slash that is typed into a field', async () => {
    await person.visit('/orders');
    await page.getByLabel('Search').pressSequentially('a/b');
    expect(await page.getByLabel('Search').inputValue()).toBe('a/b');
    expect(await field().count()).toBe(0);
  });
});

describe('a row of a list', () => {
  const { person, page, button } = withDashboard();

  it('opens by a click anywhere in it, and by the keyboard', async () => {
    await person.visit('/orders?q=aurelia');
    await page.locator('tbody tr').getByText('210.00 USD').click();
    await page.getByRole('heading', { level: 1, name: 'PO-4711' }).waitFor();
    await person.visit('/orders');
    const links = page.locator('tbody tr td:first-child a');
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.pathname')).toBe(
      await links.nth(1).getAttribute('href'),
    );
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Current status' }).waitFor();
  });

  it('says how long ago, when to the second, whose it is, and why it failed', async () => {
    await person.visit('/orders?q=fairlight');
    const row = page.locator('tbody tr');
    await row.getByText('contract-service').waitFor();
    await row.getByText('Unknown country').waitFor();
    const time = row.locator('time');
    expect(await time.innerText()).toMatch(/^(\d+ \w+ ago|just now)$/);
    expect(await time.getAttribute('title')).toMatch(/^\d+ \w{3,4} 20\d\d, .* \(20\d\d-\d\d-\d\d .* UTC\)$/);
  });

  it('is one of those that filters leave, each with its way back', async () => {
    await person.visit('/orders');
    await button('More filters').click();
    await page.getByLabel('Client', { exact: true }).selectOption({ label: 'payroll' });
    await page.getByText('No orders match').waitFor();
    expect(new URL(page.url()).searchParams.get('clientId')).toMatch(/^cli_/);
    await page.keyboard.press('Escape');
    await button('Remove filter: Client: payroll').click();
    await page.getByRole('link', { name: 'Aurelia Maritime GmbH' }).waitFor();
    await page.goBack();
    await page.getByText('No orders match').waitFor();
    await button('Clear filters').click();
    await page.getByRole('link', { name: 'Aurelia Maritime GmbH' }).waitFor();
  });
});
