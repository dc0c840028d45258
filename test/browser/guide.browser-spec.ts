import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { withGateway } from '../support/gateway.js';
import { NARROW, OperatorBrowser, startBrowser } from './operator-browser.js';

const PAGES = ['', 'quick-start', 'callers', 'runbook', 'reference/parameters', 'adr/'];

/** `npm run guide` builds what is looked at here. */
describe('the guide', () => {
  const stage = withGateway();
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  describe.each([{ scheme: 'light' as const }, { scheme: 'dark' as const }, { size: NARROW }])(
    '%j',
    (look) => {
      it.each(PAGES)('/%s is accessible, loads nothing from elsewhere and breaks no policy', async (page) => {
        const reader = await OperatorBrowser.open(browser, stage.url, look);
        await reader.page.goto(`${stage.url}/guide/${page}`, { waitUntil: 'networkidle' });
        await reader.page.getByRole('heading', { level: 1 }).first().waitFor();
        await reader.expectAccessible();
        expect(reader.complaints).toEqual([]);
        await reader.close();
      });
    },
  );

  it('finds words without asking anybody', async () => {
    const reader = await OperatorBrowser.open(browser, stage.url);
    await reader.page.goto(`${stage.url}/guide/`, { waitUntil: 'networkidle' });
    await reader.page.keyboard.press('Control+k');
    await reader.page.getByRole('searchbox').fill('credit runs low');
    await reader.page.getByRole('option').first().click();
    await reader.page.waitForURL(/\/guide\/runbook/);
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });
});
