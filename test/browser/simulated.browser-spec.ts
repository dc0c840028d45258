import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { NARROW, OperatorBrowser, startBrowser, WIDE } from './operator-browser.js';

const WORDS = 'Simulated: nothing real is bought';

describe('a dashboard of the simulator', () => {
  let simulated: TestGateway;
  let real: TestGateway;
  let browser: Browser;
  beforeAll(async () => {
    real = await startGateway();
    const account = { simulated: true, url: real.config.sectigo.url, ...SIMULATOR_LOGIN } as const;
    [simulated, browser] = await Promise.all([startGateway({ sectigo: account }), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await simulated.stop();
    await real.stop();
  });

  it.each([
    { scheme: 'light', size: WIDE, suffix: '-light' },
    { scheme: 'dark', size: NARROW, suffix: '-narrow-dark' },
  ] as const)('says so before and after signing in, $scheme, $size.width px wide', async (look) => {
    const person = await OperatorBrowser.open(browser, simulated.url, look);
    const band = person.page.getByRole('note');
    await person.visit('/');
    expect(await band.innerText()).toBe(WORDS);
    await person.expectAccessible();
    await person.signIn();
    for (const page of ['/', '/orders', '/audit']) {
      await person.visit(page);
      expect(await band.innerText()).toBe(WORDS);
      expect(await band.boundingBox()).toMatchObject({ x: 0, y: 0, width: look.size.width });
    }
    await person.expectAccessible();
    await person.expectNoSidewaysScrolling();
    await person.screenshot(`simulated${look.suffix}`, 'screen');
    expect(person.complaints).toEqual([]);
    await person.close();
  });

  it('is told from one of a real account', async () => {
    const person = await OperatorBrowser.open(browser, real.url);
    await person.signIn();
    expect(await person.page.getByRole('note').count()).toBe(0);
    await person.close();
  });
});
