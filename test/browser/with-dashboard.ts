import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { current } from '../support/current.js';
import { type BusyGateway, startBusyGateway } from './busy-gateway.js';
import { OperatorBrowser, startBrowser } from './operator-browser.js';

interface Dashboard {
  readonly busy: BusyGateway;
  readonly browser: Browser;
  readonly person: OperatorBrowser;
  readonly page: Page;
  readonly button: (name: string) => Locator;
  readonly dialog: () => Locator;
}

/** One busy gateway for the tests of the enclosing `describe`, and for each of them an operator who has signed in. */
export function withDashboard(): Dashboard {
  let busy: BusyGateway | undefined;
  let browser: Browser | undefined;
  let person: OperatorBrowser | undefined;
  const dashboard = {
    busy: current(() => busy),
    browser: current(() => browser),
    person: current(() => person),
    page: current(() => person?.page),
  };
  beforeAll(async () => {
    [busy, browser] = await Promise.all([startBusyGateway(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await busy?.stop();
  });
  beforeEach(async () => {
    person = await OperatorBrowser.open(dashboard.browser, dashboard.busy.gateway.url);
    await person.signIn();
  });
  afterEach(() => person?.close());
  return {
    ...dashboard,
    button: (name) => dashboard.page.getByRole('button', { name, exact: true }),
    dialog: () => dashboard.page.getByRole('dialog'),
  };
}
