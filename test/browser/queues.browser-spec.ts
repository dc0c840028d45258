import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { OperatorBrowser, startBrowser } from './operator-browser.js';

describe('the queues', () => {
  let gateway: TestGateway;
  let browser: Browser;
  let person: OperatorBrowser;
  let orderId: string;
  beforeAll(async () => {
    [gateway, browser] = await Promise.all([startGateway({ role: 'api' }), startBrowser()]);
    // there is no worker: its job waits
    orderId = orderOf(await gateway.operator.order(anOrder())).id;
    person = await OperatorBrowser.open(browser, gateway.url);
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  it('lead to the sign-in, and then show what waits, with nothing from elsewhere and nothing to change it by', async () => {
    const { page } = person;
    await page.goto(`${gateway.url}/queues`);
    expect(page.url()).toBe(`${gateway.url}/dashboard/queues`);
    await page.getByLabel('Operator key').waitFor();
    await person.signIn();
    await page.getByRole('navigation').getByRole('link', { name: 'Queues' }).click();

    const frame = page.frameLocator('iframe');
    await frame.getByText('webhooks').first().waitFor();
    await frame
      .getByRole('link', { name: /submissions/ })
      .first()
      .click();
    await frame.getByText(`${orderId}-1`).first().waitFor();
    for (const name of [/pause/i, /retry/i, /clean/i, /empty/i, /promote/i, /add job/i, /obliterate/i]) {
      expect(await frame.getByRole('button', { name }).count()).toBe(0);
    }
    expect(person.complaints).toEqual([]);
  });
});
