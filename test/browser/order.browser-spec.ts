import { describe, expect, it } from '@jest/globals';
import { type Locator } from 'playwright-core';
import { orderOf } from '../factories/answers.js';
import { eventually } from '../support/eventually.js';
import { NARROW } from './operator-browser.js';
import { withDashboard } from './with-dashboard.js';

describe('the page of an order', () => {
  const { busy, person, page, button, dialog } = withDashboard();

  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const topOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.y ?? Number.NaN;

  it.each([
    ['rejected', 'Rejected: Unknown country', 'The client must act: contract-service'],
    ['failed', 'Failed: Defect in the gateway', 'An operator must act'],
    ['cancellable', 'Waits to be sent to Sectigo', 'Resume once the cause is gone'],
    ['unknown', 'It is not known whether Sectigo has this order', 'An operator must act'],
    ['placed', 'Sectigo is validating it', 'It is Sectigo’s turn'],
    ['issued', 'The certificate is issued', 'Nothing to do.'],
    ['mismatched', 'The certificate does not match the order', 'Have Sectigo replace it, or revoke it.'],
    ['ending', 'The certificate expires in 12 days', 'A renewal was ordered.'],
    ['revoked', 'The certificate is revoked', 'It is no longer trusted.'],
  ] as const)('says first where it stands and what to do now: %s', async (kind, title, words) => {
    await person.visit(`/orders/${busy.orders[kind]}`);
    const lead = region('Current status');
    await lead.getByRole('heading', { name: title }).waitFor();
    await lead.getByText(words).waitFor();
    expect(await topOf(lead)).toBeLessThan(await topOf(region('Facts')));
  });

  it.each([1440, 1024])('has what happened beside the facts, %d px wide', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await person.visit(`/orders/${busy.orders.mismatched}`);
    const [facts, story] = [region('Facts'), region('History')];
    await story.getByText('Certificate issued').waitFor();
    expect(await topOf(story)).toBe(await topOf(facts));
    await person.expectNoSidewaysScrolling();
  });

  it('has what happened before what was asked for on a narrow screen', async () => {
    await page.setViewportSize(NARROW);
    await person.visit(`/orders/${busy.orders.mismatched}`);
    await region('History').getByText('Certificate issued').waitFor();
    expect(await topOf(region('History'))).toBeLessThan(await topOf(region('Order data')));
  });

  it('has the certificate beside what was ordered, and marks what differs', async () => {
    await person.visit(`/orders/${busy.orders.mismatched}`);
    const table = region('Order and certificate compared');
    const differing = table.locator('[data-differs=true]');
    await differing.first().waitFor();
    expect(await differing.getByRole('rowheader').allInnerTexts()).toEqual(['Organization', 'Chain']);
    expect(await differing.first().innerText()).toMatch(
      /Brightwater Notaries Ltd\s+Brightwater Holdings plc differs/,
    );
    await table.getByText('Simulated Document Signing CA').waitFor();

    await person.visit(`/orders/${busy.orders.issued}`);
    await table.getByText('365 days').first().waitFor();
    expect(await differing.count()).toBe(0);
  });

  it('says Sectigo’s code in words, with the page that explains it', async () => {
    await person.visit(`/orders/${busy.orders.rejected}`);
    const said = region('Current status').getByText('Sectigo answered');
    expect(await said.innerText()).toMatch(/-7 \(Unknown country\): “.+”/);
    const link = said.getByRole('link', { name: 'Unknown country' });
    expect(await link.getAttribute('href')).toBe('/problems/country-invalid');
  });

  it('names the client and the currency, who was told, who did what, and the order as JSON', async () => {
    await person.visit(`/orders/${busy.orders.revoked}`);
    const facts = region('Facts');
    await facts.getByRole('link', { name: 'contract-service' }).waitFor();
    await facts.getByText('210.00 USD').waitFor();
    await region('Webhook deliveries').getByText('certificate.revoked').waitFor();
    await region('Webhook deliveries').getByText('HTTP 204').first().waitFor();
    await region('Changes by people').getByText('The token was stolen on Monday.').waitFor();
    await page.getByText('The order as JSON').click();
    const shown = JSON.parse(await region('Raw').locator('pre').innerText()) as { id: string };
    expect(shown.id).toBe(busy.orders.revoked);
  });

  it('is printed dark on white, with times, and without what one can do', async () => {
    await person.visit(`/orders/${busy.orders.revoked}`);
    await region('Webhook deliveries').getByText('HTTP 204').first().waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(0, 0, 0)');
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('columnheader', { name: 'Action' }).count()).toBe(0);
    const shown = await page.evaluate('getComputedStyle(document.querySelector(".ago"), "::after").content');
    expect(shown).toMatch(/20\d\d-\d\d-\d\d .* UTC/);
    await page.emulateMedia({ media: null, colorScheme: null });
  });

  it('gives its id to the clipboard', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await person.visit(`/orders/${busy.orders.placed}`);
    await button('Copy the order id').click();
    await button('the order id copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(busy.orders.placed);
  });

  it('looks again in Sectigo’s report when somebody cannot wait', async () => {
    await person.visit(`/orders/${busy.orders.unknown}`);
    const path = `/v1/orders/${busy.orders.unknown}/reconciliation`;
    const checks = async (): Promise<number> =>
      ((await busy.gateway.operator.get(path)).body as { checks: number }).checks;
    const before = await checks();
    await button('Look again now').click();
    await eventually(async () => expect(await checks()).toBeGreaterThan(before));
    await region('Search at Sectigo')
      .getByText(`${await checks()} times`)
      .waitFor();
  });

  it('takes a line of the report for the order, with its cost, and says at its field what is wrong', async () => {
    await person.visit(`/orders/${busy.orders.unknown}`);
    const take = page.getByRole('button', { name: / is this order$/ }).first();
    const number = (await take.innerText()).replace(' is this order', '');
    await take.click();
    const cost = dialog().getByLabel('What Sectigo charged, in USD');
    expect(await dialog().getByLabel('Sectigo’s order number').inputValue()).toBe(number);
    expect(await cost.inputValue()).toBe('210.00');
    await cost.fill('a lot');
    await dialog().getByLabel('Note: how you know').fill('Seen in the portal.');
    await dialog()
      .getByLabel(/^Type .* to confirm$/)
      .fill('placed');
    await dialog().getByRole('button', { name: 'Resolve', exact: true }).click();
    await dialog().getByText('Check the marked fields.').waitFor();
    expect(await cost.getAttribute('aria-invalid')).toBe('true');
    await person.expectAccessible();

    await cost.fill('199.50');
    await dialog().getByRole('button', { name: 'Resolve', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    const { status, sectigo } = orderOf(await busy.gateway.operator.get(`/v1/orders/${busy.orders.unknown}`));
    expect({ status, sectigo }).toMatchObject({
      status: 'placed',
      sectigo: { orderNumber: number, cost: '199.50' },
    });
    await region('Facts').getByText('199.50 USD').waitFor();
  });

  it('is renewed by a new order, which it leads to', async () => {
    await person.visit(`/orders/${busy.orders.issued}`);
    await button('Renew').click();
    await dialog().getByText('210.00 USD').waitFor();
    await dialog().getByLabel('Reference (optional)').fill('PO-4711');
    await dialog()
      .getByLabel(/^Type .* to confirm$/)
      .fill('renew');
    await dialog().getByRole('button', { name: 'Renew', exact: true }).click();
    await dialog().getByRole('alert').getByRole('link', { name: busy.orders.placed }).waitFor();
    await dialog().getByLabel('Reference (optional)').fill('PO-4799');
    await dialog().getByRole('button', { name: 'Renew', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'PO-4799' }).waitFor();
    await region('Facts').getByRole('link', { name: busy.orders.issued }).click();
    await region('Facts').getByText('Renewed by').waitFor();
  });
});
