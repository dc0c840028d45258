import { expect, it } from '@jest/globals';
import { freePort } from '../faults/network/free-port.js';
import { startGateway } from '../support/gateway.js';
import { CLIENT_SECRET, ROLES, startProvider } from '../support/oidc-provider-process.js';
import { startBrowser } from './operator-browser.js';

it('a person signs in at the identity provider, is named, and is out after signing out', async () => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${base}/dashboard/session/callback`);
  const { issuer } = provider;
  const oidc = { issuer, clientId: 'gateway', clientSecret: CLIENT_SECRET, roleClaim: 'roles', roles: ROLES };
  const gateway = await startGateway({ port, publicUrl: base, oidc });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${base}/dashboard`);
    await page.getByRole('link', { name: `Sign in with ${new URL(issuer).host}` }).click();
    await page.locator('input[name=login]').fill('viewer');
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.locator('button[type=submit]').click();
    await page.getByText('viewer@example.com (viewer)').waitFor();
    expect(new URL(page.url()).pathname).toBe('/dashboard');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: /^Sign in with/ }).waitFor();
  } finally {
    await browser.close();
    await gateway.stop();
    provider.process.kill();
  }
});
