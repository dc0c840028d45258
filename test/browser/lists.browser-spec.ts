import { describe, expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { startGateway } from '../support/gateway.js';
import { NARROW, OperatorBrowser } from './operator-browser.js';
import { withDashboard } from './with-dashboard.js';

describe('the lists of the dashboard', () => {
  const { busy, browser, person, page } = withDashboard();

  const filter = (status: string): Locator =>
    page.getByRole('group', { name: 'Status' }).getByText(status, { exact: true });
  const query = (): string => new URL(page.url()).search;

  it('go back filter by filter, and then to the page before', async () => {
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await filter('Placed').click();
    await eventually(() => expect(query()).toBe('?status=placed'));
    await page.getByLabel('Search').fill('Aurelia');
    await eventually(() => expect(query()).toBe('?status=placed&q=Aurelia'));

    await page.goBack();
    await eventually(() => expect(query()).toBe('?status=placed'));
    await eventually(async () => expect(await page.getByLabel('Search').inputValue()).toBe(''));
    await page.goBack();
    await eventually(() => expect(query()).toBe(''));
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('keep what is typed while the list follows', async () => {
    await person.visit('/orders');
    await page.getByLabel('Search').pressSequentially('Aurelia Maritime', { delay: 60 });
    await eventually(() => expect(query()).toBe('?q=Aurelia+Maritime'));
    expect(await page.getByLabel('Search').inputValue()).toBe('Aurelia Maritime');
  });

  it.each([1024, 1200, 1360])('show every column of the orders on a screen of %s px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await person.visit('/orders');
    const list = page.getByRole('region', { name: 'Newest first' });
    const last = list.getByRole('columnheader').last();
    await last.scrollIntoViewIfNeeded();
    const [column, section] = [await last.boundingBox(), await list.boundingBox()];
    if (!column || !section) throw new Error('nothing is shown');
    expect(column.x + column.width).toBeLessThanOrEqual(section.x + section.width);
    await person.expectAccessible();
  });

  it('count the orders, and keep the height of rows that somebody has chosen', async () => {
    await person.visit('/orders');
    const list = page.getByRole('region', { name: 'Newest first' });
    const rows = list.locator('tbody tr');
    await list.getByText(/^\d+ orders$/).waitFor();
    expect(await list.getByText(/^\d+ orders$/).innerText()).toBe(`${await rows.count()} orders`);
    const height = async (): Promise<number> => (await rows.first().boundingBox())?.height ?? Number.NaN;
    const before = await height();
    await list.getByLabel('Compact rows').check();
    await eventually(async () => expect(await height()).toBeLessThan(before));
    await person.expectAccessible();
    await page.reload();
    await rows.first().waitFor();
    expect(await list.getByLabel('Compact rows').isChecked()).toBe(true);
    expect(await height()).toBeLessThan(before);
  });

  it('say how old the keys of a client are, and what its limit is in', async () => {
    await person.visit('/clients');
    const row = page.locator('tbody tr').filter({ hasText: 'contract-service' });
    await row.getByText(/^oldest made .+ ago$/).waitFor();
    await row.getByText('25,000.00 USD').waitFor();
  });

  it('show no amount while what was spent cannot be read', async () => {
    await page.route('**/v1/ops/summary', (route) => route.fulfill({ status: 503 }));
    await person.visit('/clients');
    const spent = page.locator('[data-label="Spent this month"]');
    expect(new Set(await spent.allInnerTexts())).toEqual(new Set(['–']));
  });

  it('keep a key that is shown once when Esc is pressed', async () => {
    await person.visit(`/clients/${busy.client.id}`);
    await page.getByRole('button', { name: 'Add a key' }).click();
    const key = page.getByRole('dialog').locator('pre');
    await key.waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await key.innerText()).toMatch(/^sgk_/);
    await page.getByRole('button', { name: 'Done' }).click();
    await key.waitFor({ state: 'detached' });
  });

  it('tell on every page that nothing is sent, and let it be resumed there', async () => {
    await person.visit('/audit');
    const banner = page.getByRole('region', { name: 'An operator has paused sending' });
    await banner.getByRole('button', { name: 'Resume' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  it('tell that orders are not there yet, or that none match', async () => {
    const empty = await startGateway();
    const newcomer = await OperatorBrowser.open(browser, empty.url);
    await newcomer.signIn();
    await newcomer.visit('/orders');
    await newcomer.page.getByText('No orders yet').waitFor();
    await newcomer.visit('/orders?q=nobody');
    await newcomer.page.getByText('No orders match').waitFor();
    await newcomer.page.getByRole('link', { name: 'Show all orders' }).click();
    await newcomer.page.getByText('No orders yet').waitFor();
    await newcomer.close();
    await empty.stop();
  });

  it('have labels that fit', async () => {
    const isCut = (): Promise<boolean> =>
      page.evaluate(
        "[...document.querySelectorAll('.mantine-Button-label')].some((label) => label.scrollWidth > label.clientWidth)",
      );
    for (let scheme = 0; scheme < 3; scheme++) {
      expect(await isCut()).toBe(false);
      await page.getByRole('button', { name: /^Colours/ }).click();
    }
    await page.setViewportSize(NARROW);
    await person.visit('/orders');
    expect(await isCut()).toBe(false);
  });
});
