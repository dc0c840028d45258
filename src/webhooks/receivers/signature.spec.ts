import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { newWebhookSecret, signatureHeaders } from './signature.js';

const now = (): Date => new Date();

describe('a signature', () => {
  it('is the HMAC of the specification, and accepted by its library, for any content', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        const secret = newWebhookSecret();
        const body = JSON.stringify(content);
        const headers = signatureHeaders({ id: 'evt_1', sentAt: now(), body }, [secret]);
        const hmac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'));
        hmac.update(`evt_1.${headers['webhook-timestamp'] ?? ''}.${body}`);
        expect(headers['webhook-signature']).toBe(`v1,${hmac.digest('base64')}`);
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      }),
    );
  });

  it('is made with each of the secrets', () => {
    const [newer, older] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders({ id: 'evt_1', sentAt: now(), body: '{}' }, [newer, older]);

    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    for (const secret of [newer, older]) expect(new Webhook(secret).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(newWebhookSecret()).verify('{}', headers)).toThrow(WebhookVerificationError);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('covers %s', (name) => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders({ id: 'evt_1', sentAt: now(), body: '{}' }, [secret]);
    const altered = {
      ...headers,
      [name]: headers[name]?.replace(/.$/, (last) => (last === '1' ? '2' : '1')) ?? '',
    };
    expect(() => new Webhook(secret).verify('{}', altered)).toThrow(WebhookVerificationError);
  });

  it('is the one that the specification gives as an example', () => {
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_999),
      body: '{"test": 2432232314}',
    };
    expect(signatureHeaders(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
});

describe('a new secret', () => {
  it('has 32 random bytes, in the notation of the specification', () => {
    const secrets = Array.from({ length: 100 }, newWebhookSecret);
    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(new Set(secrets).size).toBe(100);
  });
});
