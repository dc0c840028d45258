import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Locator } from 'playwright-core';
import { orderOf } from '../factories/answers.js';
import { withDashboard } from './with-dashboard.js';

describe('what an operator does with certificates', () => {
  const { busy, person, page, button, dialog } = withDashboard();

  const typed = (): Locator => dialog().getByLabel(/^Type .* to confirm$/);

  it('downloads a certificate, with its chain or alone', async () => {
    await person.visit(`/orders/${busy.orders.placed}`);
    const pem = button('Download with chain (PEM)');
    expect(await pem.isDisabled()).toBe(true);
    await page.getByText('There is nothing to download yet').waitFor();
    await person.visit(`/orders/${busy.orders.issued}`);
    const download = async (of: Locator): Promise<Buffer> => {
      const [file] = await Promise.all([page.waitForEvent('download'), of.click()]);
      return readFileSync(await file.path());
    };
    const chain = (await download(pem)).toString();
    expect(chain).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(chain.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(1);
    const alone = await download(button('Download without chain (DER)'));
    expect(alone.equals(new X509Certificate(chain).raw)).toBe(true);
  });

  it('revokes a certificate, once its number at Sectigo is typed as it is', async () => {
    const { id, sectigo } = orderOf(await busy.gateway.operator.get(`/v1/orders/${busy.orders.issued}`));
    const number = sectigo?.orderNumber ?? '';
    await person.visit(`/orders/${id}`);
    await button('Revoke').click();
    const revoke = dialog().getByRole('button', { name: 'Revoke', exact: true });
    await dialog().getByLabel('Reason in the revocation list').selectOption('1');
    await typed().fill(number);
    expect(await revoke.isDisabled()).toBe(true);
    await dialog().getByLabel('Reason, for Sectigo’s records and ours').fill('Lost in a taxi.');
    await typed().fill(`${number}0`);
    expect(await revoke.isDisabled()).toBe(true);
    await typed().fill(number);
    await revoke.click();
    await dialog().getByText('The certificate is revoked.').waitFor();
    await dialog().getByRole('button', { name: 'Close', exact: true }).click();
    await page.locator('.facts [data-status=revoked]').waitFor();
    await page
      .getByText('Key compromise: the key is stolen, lost or known to others: Lost in a taxi.')
      .waitFor();
    expect(await button('Revoke').count()).toBe(0);
    const requests = await busy.gateway.simulator.requests();
    const sent = requests.filter(({ path }) => path.endsWith('!autoRevokeCertificate')).at(-1);
    expect(sent?.form).toMatchObject({
      orderNumber: number,
      codeReason: '1',
      revocationReason: 'Lost in a taxi.',
    });
  });

  it('sees in the dialog that a revocation is under way, and then its end', async () => {
    const { simulator, operator } = busy.gateway;
    const id = busy.orders.placed;
    await simulator.script({ kind: 'error', code: -26, times: 1_000, endpoint: '!autoRevokeCertificate' });
    await page.route('**/revoke', (route) =>
      route.continue({ headers: { ...route.request().headers(), prefer: 'wait=0' } }),
    );
    await person.visit(`/orders/${id}`);
    await button('Revoke').click();
    await dialog().getByLabel('Reason, for Sectigo’s records and ours').fill('Ordered by mistake.');
    await typed().fill(orderOf(await operator.get(`/v1/orders/${id}`)).sectigo?.orderNumber ?? '');
    await dialog().getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog().getByText('The gateway repeats the request').waitFor();
    await page.getByText('Revocation requested').waitFor();
    await simulator.call('DELETE', 'faults');
    await revokeNow(busy.gateway.database.url);
    await dialog().getByText('The certificate was not issued yet').waitFor();
  });

  it('is told why a certificate cannot be revoked', async () => {
    const fault = { kind: 'error', code: -35, endpoint: '!autoRevokeCertificate' };
    await busy.gateway.simulator.script(fault);
    const { sectigo } = orderOf(await busy.gateway.operator.get(`/v1/orders/${busy.orders.mismatched}`));
    await person.visit(`/orders/${busy.orders.mismatched}`);
    await button('Revoke').click();
    await dialog().getByLabel('Reason, for Sectigo’s records and ours').fill('Not ours.');
    await typed().fill(sectigo?.orderNumber ?? '');
    await dialog().getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog().getByRole('alert').getByText('The certificate has expired.').waitFor();
  });

  it('finds the certificates that end soon', async () => {
    const panel = page.getByRole('region', { name: 'Certificates', exact: true });
    await panel.locator('dl > div', { hasText: 'Expire within 30 days' }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
    await page.getByText('12 days left').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('button', { name: /^Remove filter: Expires before / }).waitFor();
  });

  it('sees in the dialog and on the page that a revocation was refused at last, and tries again', async () => {
    const { simulator, operator } = busy.gateway;
    const id = busy.orders.ending;
    await simulator.script({ kind: 'error', code: -20, endpoint: '!autoRevokeCertificate' });
    await page.route('**/revoke', (route) =>
      route.continue({ headers: { ...route.request().headers(), prefer: 'wait=0' } }),
    );
    await person.visit(`/orders/${id}`);
    await button('Revoke').click();
    await dialog().getByLabel('Reason, for Sectigo’s records and ours').fill('The renewal took its place.');
    const number = orderOf(await operator.get(`/v1/orders/${id}`)).sectigo?.orderNumber ?? '';
    await typed().fill(number);
    await dialog().getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog()
      .getByRole('alert')
      .getByText('It is not certain that the certificate is revoked')
      .waitFor();
    expect(await dialog().getByText('The gateway repeats the request').count()).toBe(0);
    const refused = page.getByRole('region', { name: 'Revocation' }).getByText('The revocation was refused');
    await dialog().getByRole('button', { name: 'Close', exact: true }).click();
    await refused.waitFor();
    await page.locator('[data-status=revocation-refused]').getByText('revocation-unconfirmed').waitFor();
    await button('Revoke').click();
    await dialog().getByLabel('Reason, for Sectigo’s records and ours').fill('Sectigo has it as issued.');
    await typed().fill(number);
    await dialog().getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog().getByText('The certificate is revoked.').waitFor();
    await refused.waitFor({ state: 'detached' });
  });
});

/** As if the pause before the next try were over. */
async function revokeNow(url: string): Promise<void> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  await database.query(`UPDATE revocations SET next_attempt_at = now() WHERE status = 'requested'`);
  await database.end();
}
