import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Metrics } from '../../platform/metrics/metrics.js';
import { type UnreadReply } from '../../sectigo/index.js';
import { KeepTexts } from './keep-texts.js';
import { type KeptTextsRepository } from './kept-texts.repository.js';

const REPLY: UnreadReply = {
  command: '!getAccountBalance',
  orderNumber: null,
  reason: 'unreadable',
  httpStatus: 200,
  text: 'Odd',
  bytes: 3,
};

describe('a reply that was not read whole', () => {
  let metrics: Metrics;
  beforeEach(() => {
    Logger.overrideLogger(false);
    metrics = new Metrics();
  });

  const keeping = (keep: KeptTextsRepository['keep']): KeepTexts =>
    new KeepTexts({ keep } as KeptTextsRepository, metrics);

  it('is counted and harms nobody where it cannot be kept', async () => {
    const texts = keeping(() => Promise.reject(new Error('the database is away')));

    texts.keep(REPLY);
    await texts.beforeApplicationShutdown();

    expect(await metrics.text()).toContain(
      'gateway_unread_replies_total{command="!getAccountBalance",reason="unreadable"} 1',
    );
  });

  it('to an order is counted, and left to its attempt', async () => {
    const kept: UnreadReply[] = [];
    const texts = keeping((reply) => {
      kept.push(reply);
      return Promise.resolve(true);
    });

    for (const command of ['!AutoApplyOrder', '!WebHostReport'] as const) texts.keep({ ...REPLY, command });
    await texts.beforeApplicationShutdown();

    expect(kept.map(({ command }) => command)).toEqual(['!WebHostReport']);
    expect(await metrics.text()).toContain('{command="!AutoApplyOrder",reason="unreadable"} 1');
  });

  it('is kept before the process ends, and no more wait than are bearable', async () => {
    const waiting: (() => void)[] = [];
    const texts = keeping(() => new Promise((resolve) => waiting.push(() => resolve(true))));
    for (let count = 0; count < 30; count += 1) texts.keep(REPLY);

    let ended = false;
    const end = texts.beforeApplicationShutdown().then(() => (ended = true));
    await new Promise(setImmediate);
    expect([waiting.length, ended]).toEqual([20, false]);
    waiting.forEach((done) => done());
    await end;
    expect(ended).toBe(true);
  });
});
