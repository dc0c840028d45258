import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { type BusyGateway, startBusyGateway } from './busy-gateway.js';
import { MEDIUM, NARROW, OperatorBrowser, startBrowser, WIDE } from './operator-browser.js';

const NOT_THERE = 'ord_none';
/** The browser itself tells of the order that is not there, sometimes when the next page is open already. */
const unexpected = (complaints: readonly string[]): string[] =>
  complaints.filter((text) => !(text.includes('404') && text.endsWith(`/v1/orders/${NOT_THERE}`)));

describe('every page of the dashboard', () => {
  let busy: BusyGateway;
  let browser: Browser;
  beforeAll(async () => {
    [busy, browser] = await Promise.all([startBusyGateway(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await busy.stop();
  });

  const PAGES: readonly (readonly [name: string, pathOf: (busy: BusyGateway) => string])[] = [
    ['overview', () => '/'],
    ['orders', () => '/orders'],
    ['orders-none', () => '/orders?q=nobody-of-this-name'],
    ['order-placed', ({ orders }) => `/orders/${orders.placed}`],
    ['order-mismatched', ({ orders }) => `/orders/${orders.mismatched}`],
    ['order-ending', ({ orders }) => `/orders/${orders.ending}`],
    ['order-revoked', ({ orders }) => `/orders/${orders.revoked}`],
    ['order-rejected', ({ orders }) => `/orders/${orders.rejected}`],
    ['order-unknown', ({ orders }) => `/orders/${orders.unknown}`],
    ['order-not-found', () => `/orders/${NOT_THERE}`],
    ['certificates', () => '/certificates'],
    ['money', () => '/money'],
    ['clients', () => '/clients'],
    ['client', ({ client }) => `/clients/${client.id}`],
    ['webhooks', () => '/webhooks'],
    ['webhook', ({ webhookId }) => `/webhooks/${webhookId}`],
    ['unread', () => '/unread'],
    ['audit', () => '/audit'],
    ['audit-none', () => '/audit?actor=nobody'],
    ['queues', () => '/queues'],
  ];
  const LOOKS = [
    { scheme: 'light', size: MEDIUM, suffix: '-medium' },
    { scheme: 'light', size: WIDE, suffix: '-light' },
    { scheme: 'dark', size: WIDE, suffix: '-dark' },
    { scheme: 'light', size: NARROW, suffix: '-narrow' },
    { scheme: 'dark', size: NARROW, suffix: '-narrow-dark' },
  ] as const;

  describe.each(LOOKS)('$scheme, $size.width px wide', ({ scheme, size, suffix }) => {
    let person: OperatorBrowser;
    beforeAll(async () => {
      person = await OperatorBrowser.open(browser, busy.gateway.url, { scheme, size });
    });
    afterAll(() => person.close());

    it('the sign-in', async () => {
      await person.visit('/');
      await person.expectAccessible();
      await person.expectNoSidewaysScrolling();
      await person.screenshot(`sign-in${suffix}`);
      await person.signIn();
    });

    it.each(PAGES)('%s', async (name, pathOf) => {
      await person.visit(pathOf(busy));
      await person.page.getByRole('status').filter({ hasText: 'Connected' }).waitFor();
      await person.screenshot(`${name}${suffix}`);
      await person.expectAccessible();
      await person.expectNoSidewaysScrolling();
      expect(unexpected(person.complaints)).toEqual([]);
    });

    it('the form of an order, unfolded', async () => {
      await person.visit(`/orders/${busy.orders.issued}`);
      await person.page.getByText('Show the form (password masked)').click();
      await person.page.getByText('loginPassword').waitFor();
      await person.expectAccessible();
      await person.expectNoSidewaysScrolling();
      await person.screenshot(`order-form${suffix}`);
      expect(unexpected(person.complaints)).toEqual([]);
    });

    it('the dialog to revoke', async () => {
      await person.visit(`/orders/${busy.orders.issued}`);
      await person.page.getByRole('button', { name: 'Revoke' }).click();
      await person.page.getByRole('dialog').waitFor();
      await person.expectAccessible();
      await person.expectNoSidewaysScrolling();
      await person.screenshot(`dialog-revoke${suffix}`, 'screen');
      expect(unexpected(person.complaints)).toEqual([]);
    });

    it('a dialog', async () => {
      await person.visit(`/orders/${busy.orders.unknown}`);
      await person.page.getByRole('button', { name: 'Resolve' }).click();
      await person.page.getByRole('dialog').waitFor();
      await person.expectAccessible();
      await person.screenshot(`dialog${suffix}`, 'screen');
      await person.page.keyboard.press('Escape');
      await person.page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(unexpected(person.complaints)).toEqual([]);
    });
  });
});
