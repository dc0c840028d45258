import { describe, expect, it } from '@jest/globals';
import { payloadOf } from './delivery-payload.js';

describe('what a receiver gets', () => {
  it('says what happened to which order, and not what an operator wrote about it', () => {
    const payload = payloadOf({
      seq: 42n,
      type: 'order.failed',
      orderId: 'ord_1',
      version: 4,
      data: { status: 'failed', problem: 'sectigo-unreachable', note: 'John Doe called' },
      createdAt: new Date('2026-11-22T09:30:00Z'),
    });
    expect(JSON.parse(payload)).toEqual({
      id: 'evt_0000000000000000042',
      type: 'order.failed',
      timestamp: '2026-11-22T09:30:00.000Z',
      data: { orderId: 'ord_1', version: 4, status: 'failed', problem: 'sectigo-unreachable' },
    });
  });

  it('has no order where the event is not about one', () => {
    const payload = payloadOf({
      seq: 1n,
      type: 'webhook.test',
      orderId: null,
      version: null,
      data: { webhookId: 'whk_1' },
      createdAt: new Date(0),
    });
    expect(JSON.parse(payload)).toMatchObject({ type: 'webhook.test', data: { webhookId: 'whk_1' } });
    expect(payload).not.toContain('orderId');
  });
});
