import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { withDashboard } from './with-dashboard.js';

describe('an operator at the dashboard', () => {
  const { busy, person, page, button, dialog } = withDashboard();

  it('sees what Sectigo gets for an order, but not the password', async () => {
    await person.visit(`/orders/${busy.orders.placed}`);
    await page.getByText('Show the form (password masked)').click();
    const form = page.getByRole('region', { name: 'Form for Sectigo' });
    await form.getByText('loginPassword').waitFor();
    const text = await form.innerText();
    expect(text).toContain('organizationName');
    expect(text).toContain('Aurelia Maritime GmbH');
    expect(text).not.toContain(busy.gateway.config.sectigo.loginPassword);
  });

  it('is told that the credit runs low', async () => {
    const banner = page.getByRole('region', { name: 'Credit at Sectigo is low' });
    await banner.getByText('4,740.00 USD').waitFor();
  });

  it('finds the certificates that are not what was ordered, and the way back to all orders', async () => {
    const needs = page.getByRole('region', { name: 'Needs action' }).getByRole('listitem');
    expect(await needs.locator('strong').allInnerTexts()).toEqual([
      'The outcome of 2 orders is unknown',
      '1 order of the last 3 days failed',
      '1 certificate does not match the order',
      'Sectigo sent pushes about 1 order that the gateway does not know',
    ]);
    await needs.getByRole('link', { name: 'Show mismatches' }).click();
    const rows = page.getByRole('table').locator('tbody tr');
    await eventually(async () => expect(await rows.count()).toBe(1));
    expect(await rows.innerText()).toContain('Not as ordered');
    await page.getByRole('button', { name: 'Remove filter: Not as ordered' }).click();
    await eventually(async () => expect(await rows.count()).toBeGreaterThan(1));
  });

  it('looks at another time, which is in the address, and is told by which clock', async () => {
    const chart = page.getByRole('figure', { name: 'Orders over time' });
    await chart.getByText('Times in Europe/Berlin.').waitFor();
    await page.getByLabel('Period').selectOption('last 30 days');
    await chart.getByText('Days in UTC.').waitFor();
    await page.reload();
    await chart.getByText('Show as a table').click();
    const numbers = chart.getByRole('region', { name: 'Orders over time, in numbers' });
    await numbers
      .getByRole('cell', { name: / \(UTC\)$/ })
      .first()
      .waitFor();
    await person.expectAccessible();
    expect(new URL(page.url()).search).toBe('?hours=720');
    await page.goBack();
    await chart.getByText('Times in Europe/Berlin.').waitFor();
  });

  it('changes the limits of a client, and is told what is wrong with them', async () => {
    await person.visit(`/clients/${busy.client.id}`);
    await button('Change limits').click();
    await dialog().getByLabel('Orders per hour').fill('-1');
    await button('Change').click();
    await dialog().getByRole('alert').getByText('/limits/ordersPerHour').waitFor();
    await dialog().getByLabel('Orders per hour').fill('');
    await button('Change').click();
    await dialog().waitFor({ state: 'detached' });
    const { body } = await busy.gateway.operator.get(`/v1/clients/${busy.client.id}`);
    expect(body).toMatchObject({ limits: { ordersPerHour: null, spendPerDay: '25000.00' } });
  });

  it('adds a key to a client, and disables the client, once its name is typed', async () => {
    const other = await busy.gateway.client('to be closed');
    await person.visit(`/clients/${other.id}`);
    await button('Add a key').click();
    expect(await dialog().locator('pre').innerText()).toMatch(/^sgk_/);
    await button('Done').click();
    await button('Disable').click();
    const act = dialog().getByRole('button', { name: 'Disable', exact: true });
    expect(await act.isDisabled()).toBe(true);
    await dialog()
      .getByLabel(/^Type .* to confirm$/)
      .fill('to be closed');
    await act.click();
    await dialog().waitFor({ state: 'detached' });
    expect((await other.get('/v1/orders')).status).toBe(401);
  });

  it('is told that Sectigo cannot be reached, and tries at once', async () => {
    const database = new pg.Client({ connectionString: busy.gateway.database.url });
    await database.connect();
    try {
      await database.query(
        `UPDATE submission_gate SET slowed_by = 'breaker', not_before = now() + interval '1 hour', unreachable_in_a_row = 5`,
      );
      await person.visit('/');
      await page.getByRole('region', { name: 'Sectigo cannot be reached' }).waitFor();
      await button('Try now').click();
      await eventually(async () => {
        const { rows } = await database.query('SELECT not_before > now() AS waits FROM submission_gate');
        expect(rows).not.toEqual([{ waits: true }]);
      });
    } finally {
      await database.end();
    }
  });
});
