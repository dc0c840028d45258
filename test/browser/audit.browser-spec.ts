import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { auditOf } from '../support/audit-trail.js';
import { eventually } from '../support/eventually.js';
import { NARROW, OperatorBrowser, WIDE } from './operator-browser.js';
import { withDashboard } from './with-dashboard.js';

describe('the audit trail at the dashboard', () => {
  const { busy, browser, person, page } = withDashboard();

  it('has what the person did a moment ago, by the session', async () => {
    await person.visit(`/orders/${busy.orders.cancellable}`);
    await page.getByRole('button', { name: 'Cancel order' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Note (optional)').fill('Ordered twice.');
    await dialog.getByLabel(/^Type .* to confirm$/).fill('cancel');
    await dialog.getByRole('button', { name: 'Cancel order' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Audit', exact: true }).click();

    const [first, entry] = [page.locator('tbody tr').first(), (await auditOf(busy.gateway.operator))[0]!];
    await first.getByText('Order cancelled').waitFor();
    await first.getByText('Status: queued → cancelled').waitFor();
    await first.getByText('Ordered twice.').waitFor();
    await first.getByText(entry.actor.id).waitFor();
    expect(entry.actor.id).toMatch(/^session:/);
    await first.getByRole('link', { name: `Order …${busy.orders.cancellable.slice(-8)}` }).click();
    await page.getByRole('heading', { level: 1, name: 'PO-4724' }).waitFor();
  });

  it('is narrowed by the address, which one can send to a colleague', async () => {
    await person.visit('/audit');
    await page.getByLabel('Action').selectOption('client.update');
    await eventually(async () => expect(await page.locator('tbody tr').count()).toBe(1));
    await page.getByLabel('Target').fill(busy.client.id);
    await eventually(() =>
      expect(new URL(page.url()).search).toBe(`?action=client.update&target=${busy.client.id}`),
    );
    await page.reload();
    await page.getByText('Orders per hour: 100').waitFor();
    expect(await page.getByLabel('Target').inputValue()).toBe(busy.client.id);
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await eventually(() =>
      expect(new URL(page.url()).searchParams.get('after')).toMatch(/^2019-12-31T23:00/),
    );
    expect(await page.locator('tbody tr').count()).toBe(1);
  });

  it('says that there is nothing, and why nothing could be read', async () => {
    await person.visit('/audit?actor=nobody');
    await page.getByText('No entries match').waitFor();
    await person.visit('/audit?after=yesterday');
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  });

  it.each([
    ['light', WIDE, '-light'],
    ['dark', WIDE, '-dark'],
    ['light', NARROW, '-narrow'],
    ['dark', NARROW, '-narrow-dark'],
  ] as const)('is verified: whole (%s, %j)', async (scheme, size, suffix) => {
    const look = await OperatorBrowser.open(browser, busy.gateway.url, { scheme, size });
    await look.signIn();
    await look.visit('/audit');
    await look.page.getByRole('button', { name: 'Verify' }).click();
    await look.page.getByText(/^Intact: \d+ entries/).waitFor();
    await look.expectAccessible();
    await look.expectNoSidewaysScrolling();
    await look.screenshot(`audit-verified${suffix}`);
    expect(look.complaints).toEqual([]);
    await look.close();
  });

  it('takes a hash that was noted before, and nothing else for one', async () => {
    const [, noted] = await auditOf(busy.gateway.operator);
    await person.visit('/audit');
    const verifyWith = async (hash: string): Promise<void> => {
      await page.getByLabel('Hash noted earlier (optional)').fill(hash);
      await page.getByRole('button', { name: 'Verify' }).click();
    };
    await verifyWith(noted!.hash);
    await page.getByText(/^Intact: /).waitFor();
    await verifyWith('f'.repeat(64));
    await page.getByText(/^No entry has the hash that was noted/).waitFor();
    await verifyWith('something');
    await page.getByRole('alert').getByText('/head').waitFor();
  });

  it('shows where it was tampered with', async () => {
    const [, , third] = await auditOf(busy.gateway.operator);
    const sql = new pg.Client({ connectionString: busy.gateway.database.url });
    await sql.connect();
    await sql.query(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      UPDATE audit_entries SET note = 'nothing to see' WHERE encode(hash, 'hex') = '${third!.hash}';
      ALTER TABLE audit_entries ENABLE TRIGGER ALL`);
    await sql.end();
    await person.visit('/audit');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(`Tampered with: entry ${third!.id}`).waitFor();
    await person.expectAccessible();
    await person.screenshot('audit-tampered');
  });
});
