import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { withDashboard } from './with-dashboard.js';

describe('the pages of certificates and money', () => {
  const { busy, person, page, button } = withDashboard();

  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const rowsOf = (table: string): Locator => page.getByRole('table', { name: table }).locator('tbody tr');

  it('has what ends, week by week, and what Sectigo is waited for', async () => {
    await person.visit('/certificates');
    const week = page
      .getByRole('group', { name: 'Weeks' })
      .getByRole('button', { name: /^1 expiring in the week from/ });
    await week.click();
    await page.getByText('Days are in Europe/Berlin.').waitFor();
    await region('Expiring in the next 90 days')
      .getByText('1 certificate expires in this week, none without')
      .waitFor();
    expect(await rowsOf('Expiring certificates').innerText()).toMatch(
      /Carillon Health SA[^]*12 days left[^]*ordered/,
    );
    await rowsOf('Waiting for Sectigo to issue').filter({ hasText: 'Aurelia Maritime GmbH' }).waitFor();
    await rowsOf('Not as ordered').filter({ hasText: 'organization, chain' }).waitFor();
    await rowsOf('Pushes without an order').filter({ hasText: '7040824' }).getByText('Fields').click();
    await page.getByText('orderNumber: 7040824').waitFor();
    await region('Open revocations').getByText('No open revocations').waitFor();
  });

  it('lists a revocation until it is done', async () => {
    const { simulator, operator } = busy.gateway;
    await simulator.script({ kind: 'error', code: -26, times: 1_000, endpoint: '!autoRevokeCertificate' });
    await operator.post(`/v1/orders/${busy.orders.placed}/revoke`, { reason: 'Lost.' });
    await person.visit('/certificates');
    await rowsOf('Open revocations').getByText('Aurelia Maritime GmbH').waitFor();
    await simulator.call('DELETE', 'faults');
  });

  it('tells of money the same as the API, in its currency, and gives it as CSV', async () => {
    const { body } = await busy.gateway.operator.get('/v1/ops/spend');
    const { total, month } = body as { total: string; month: string };
    const shown = `${total.replace(/\B(?=(\d{3})+(?!\d))/g, ',')} USD`;
    await page.getByRole('region', { name: 'Money' }).getByText(shown).first().waitFor();
    await person.visit('/money');
    const tiles = page.getByRole('list', { name: 'Money' });
    await tiles.getByText(shown).first().waitFor();
    await tiles.getByText('4,740.00 USD').waitFor();
    await tiles.getByText('Lasts until').waitFor();
    await page.getByRole('figure', { name: 'Spent per day' }).getByText('Days in UTC, in USD.').waitFor();
    await rowsOf('Spent by client').first().getByText(shown).waitFor();
    await rowsOf('Spent by product').first().getByText('Organization').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export as CSV').click()]);
    expect(download.suggestedFilename()).toBe(`spend-${month}.csv`);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(
      new RegExp(`month,${month},\\d+,${total},USD\\r\\n$`),
    );
  });

  it('has every month in its address', async () => {
    await person.visit('/money');
    await button('Previous month').click();
    await eventually(() => expect(new URL(page.url()).search).toMatch(/^\?month=20\d\d-\d\d$/));
    await page.getByText('No client has spent anything').waitFor();
    await page.goBack();
    await rowsOf('Spent by client').first().waitFor();
  });
});
