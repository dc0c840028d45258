import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, problemOf } from '../factories/answers.js';
import { aWebhook, type WebhookAnswer, webhookOf } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

/** An address that everybody may use, so that no name server is needed; nothing is ever sent there. */
const URL_OF_OTHERS = 'https://1.1.1.1/hook';

describe('a webhook', () => {
  const gateway = withGateway({ role: 'api' });
  let client: ApiClient & { readonly id: string };
  beforeAll(async () => {
    client = await gateway.client();
  });

  it('is made with a secret that is shown once', async () => {
    const created = await client.post('/v1/webhooks', {
      url: URL_OF_OTHERS,
      eventTypes: ['order.placed', 'certificate.issued'],
      description: 'contract service',
    });
    const { id, secret } = created.body as WebhookAnswer;

    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/v1/webhooks/${id}`);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^whk_[0-9A-Z]{26}$/),
      clientId: client.id,
      url: URL_OF_OTHERS,
      eventTypes: ['order.placed', 'certificate.issued'],
      description: 'contract service',
      enabled: true,
      disabledAt: null,
      disabledReason: null,
      createdAt: expect.any(String),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    for (const path of [`/v1/webhooks/${id}`, '/v1/webhooks', `/v1/webhooks/${id}/deliveries`]) {
      expect((await client.get(path)).text).not.toContain(secret);
    }
  });

  it('wants every type unless it says otherwise', async () => {
    expect((await aWebhook(client, URL_OF_OTHERS)).eventTypes).toBeNull();
    expect((await aWebhook(client, URL_OF_OTHERS, { eventTypes: null })).eventTypes).toBeNull();
  });

  it('wants each type once, however often it is named', async () => {
    const named = {
      eventTypes: ['order.placed', 'order.held', ...Array<string>(50).fill('order.placed')],
    };
    const { id, eventTypes } = await aWebhook(client, URL_OF_OTHERS, named);
    expect(eventTypes).toEqual(['order.placed', 'order.held']);
    const changed = await client.send('PATCH', `/v1/webhooks/${id}`, named);
    expect(changed.body).toMatchObject({ eventTypes: ['order.placed', 'order.held'] });
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['/url']],
    ['a private address', { url: 'https://10.0.0.1/' }, ['/url']],
    ['an address within this machine', { url: 'https://0x7f000001/' }, ['/url']],
    ['the address of a cloud’s secrets', { url: 'https://169.254.169.254/' }, ['/url']],
    ['a name that leads nowhere', { url: 'https://no-such-host.invalid/' }, ['/url']],
    ['plain HTTP', { url: 'http://1.1.1.1/' }, ['/url']],
    ['a password in the URL', { url: 'https://a:b@1.1.1.1/' }, ['/url']],
    ['no URL', { url: 'receiver' }, ['/url']],
    ['no types', { url: URL_OF_OTHERS, eventTypes: [] }, ['/eventTypes']],
    ['an unknown type', { url: URL_OF_OTHERS, eventTypes: ['order.bought'] }, ['/eventTypes']],
    ['a secret of its own', { url: URL_OF_OTHERS, secret: 'whsec_' }, ['/secret']],
    ['a long description', { url: URL_OF_OTHERS, description: 'x'.repeat(501) }, ['/description']],
  ])('is refused with %s', async (_, body, pointers) => {
    expectInvalid(await client.post('/v1/webhooks', body), pointers);
  });

  it('is changed field by field, disabled and enabled', async () => {
    const { id } = await aWebhook(client, URL_OF_OTHERS, {
      eventTypes: ['order.placed'],
      description: 'old',
    });
    const patch = async (body: object): Promise<unknown> =>
      (await client.send('PATCH', `/v1/webhooks/${id}`, body)).body;

    expect(await patch({ description: 'new' })).toMatchObject({
      description: 'new',
      eventTypes: ['order.placed'],
    });
    expect(await patch({ eventTypes: null })).toMatchObject({ description: 'new', eventTypes: null });
    expect(await patch({ url: 'https://1.0.0.1/', description: null })).toMatchObject({
      url: 'https://1.0.0.1/',
      description: null,
    });
    expect(await patch({ enabled: false })).toMatchObject({ enabled: false, disabledReason: 'requested' });
    expect(await patch({ enabled: true })).toMatchObject({
      enabled: true,
      disabledAt: null,
      disabledReason: null,
    });
    expectInvalid(await client.send('PATCH', `/v1/webhooks/${id}`, { url: 'https://127.0.0.1/' }), ['/url']);
    expect(await webhookOf(client, id)).toMatchObject({ url: 'https://1.0.0.1/', enabled: true });
  });

  it('gets a new secret, shown once', async () => {
    const { id, secret } = await aWebhook(client, URL_OF_OTHERS);
    const rotated = await client.post(`/v1/webhooks/${id}/rotate-secret`);

    expect(rotated.status).toBe(200);
    const fresh = (rotated.body as WebhookAnswer).secret;
    expect(fresh).toMatch(/^whsec_/);
    expect(fresh).not.toBe(secret);
    expect((await client.get(`/v1/webhooks/${id}`)).text).not.toContain(fresh);
  });

  it('is gone when it is deleted', async () => {
    const { id } = await aWebhook(client, URL_OF_OTHERS);
    expect((await client.send('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    problemOf(await client.get(`/v1/webhooks/${id}`), 404, 'not-found');
    problemOf(await client.send('DELETE', `/v1/webhooks/${id}`), 404, 'not-found');
  });

  it('that is disabled takes neither tests nor replays', async () => {
    const { id } = await aWebhook(client, URL_OF_OTHERS);
    const { id: delivery } = (await client.post(`/v1/webhooks/${id}/test`)).body as { id: string };
    await client.send('PATCH', `/v1/webhooks/${id}`, { enabled: false });

    problemOf(await client.post(`/v1/webhooks/${id}/test`), 409, 'webhook-disabled');
    const replay = `/v1/webhooks/${id}/deliveries/${delivery}/replay`;
    problemOf(await client.post(replay), 409, 'webhook-disabled');
  });

  describe('of another client', () => {
    let other: ApiClient;
    let id: string;
    let deliveryId: string;
    beforeAll(async () => {
      other = await gateway.client('another service');
      ({ id } = await aWebhook(client, URL_OF_OTHERS));
      deliveryId = ((await client.post(`/v1/webhooks/${id}/test`)).body as { id: string }).id;
    });

    it.each([
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['POST', '/test'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/:deliveryId/replay'],
    ])('is not there: %s %s', async (method, path) => {
      const target = `/v1/webhooks/${id}${path.replace(':deliveryId', deliveryId)}`;
      const body = method === 'PATCH' ? { enabled: false } : undefined;
      problemOf(await other.send(method, target, body), 404, 'not-found');
      expect(await webhookOf(client, id)).toMatchObject({ id, enabled: true });
    });

    it('leads to no delivery either, not even through a webhook of one’s own', async () => {
      const { id: own } = await aWebhook(other, URL_OF_OTHERS);
      problemOf(await other.post(`/v1/webhooks/${own}/deliveries/${deliveryId}/replay`), 404, 'not-found');
    });

    it('is in no list but its owner’s and the operators’', async () => {
      const idsIn = async (caller: ApiClient): Promise<string[]> =>
        ((await caller.get('/v1/webhooks?limit=200')).body as { data: { id: string }[] }).data.map(
          (w) => w.id,
        );
      expect(await idsIn(other)).not.toContain(id);
      expect(await idsIn(client)).toContain(id);
      expect(await idsIn(gateway.operator)).toContain(id);
    });
  });

  it.each(['whk_x', 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', '%00', 'whk_01JDB2Y0Q7ZK5T3E8W9R6M4NXA'])(
    'named %s is not there',
    async (id) => {
      problemOf(await client.get(`/v1/webhooks/${id}`), 404, 'not-found');
    },
  );

  it('is listed newest first, page by page', async () => {
    const owner = await gateway.client('with many');
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.push((await aWebhook(owner, URL_OF_OTHERS)).id);

    const first = (await owner.get('/v1/webhooks?limit=3')).body as {
      data: { id: string }[];
      nextCursor: string;
    };
    const second = (await owner.get(`/v1/webhooks?limit=3&cursor=${first.nextCursor}`)).body as typeof first;

    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.reverse());
    expect(second.nextCursor).toBeNull();
  });

  it('is one of at most 20, also when many are wished for at once', async () => {
    const owner = await gateway.client('greedy');
    const wishes = Array.from({ length: 30 }, () => owner.post('/v1/webhooks', { url: URL_OF_OTHERS }));
    const statuses = (await Promise.all(wishes)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    problemOf(await owner.post('/v1/webhooks', { url: URL_OF_OTHERS }), 409, 'webhook-limit-reached');
    // its name is not even looked up
    const nowhere = { url: 'https://gateway.invalid/hook' };
    problemOf(await owner.post('/v1/webhooks', nowhere), 409, 'webhook-limit-reached');
  });
});
