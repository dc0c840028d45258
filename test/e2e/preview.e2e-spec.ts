import { beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_EXAMPLES } from '../../src/orders/place/order-examples.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

interface Preview {
  readonly valid: boolean;
  readonly sectigoForm: Record<string, string>;
  readonly warnings: { readonly code: string; readonly detail: string }[];
}

const APPLICANT = anOrder().applicant as object;

describe('previewing an order', () => {
  const gateway = withGateway();
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it.each(Object.keys(ORDER_EXAMPLES) as (keyof typeof ORDER_EXAMPLES)[])(
    'shows for the example %s exactly the form that is then sent',
    async (name) => {
      const order = { ...ORDER_EXAMPLES[name].value, reference: undefined };

      const preview = await client.post('/v1/orders/preview', order);
      const placed = await client.order(order, { prefer: 'wait=10' });

      expect([preview.status, placed.status]).toEqual([200, 201]);
      const sold = (await gateway.simulator.ledger()).at(-1);
      expect(preview.body).toMatchObject({ valid: true });
      expect((preview.body as Preview).sectigoForm).toEqual(sold?.form);
    },
  );

  it('stores nothing and sends nothing', async () => {
    const before = await gateway.simulator.requests();
    const order = anOrder({ reference: 'only-looked-at' });

    await client.post('/v1/orders/preview', order);

    expect(await gateway.simulator.requests()).toEqual(before);
    const { body } = await client.get('/v1/orders?reference=only-looked-at');
    expect(body).toEqual({ data: [], nextCursor: null });
  });

  it('answers a faulty body like placing it would', async () => {
    const order = anOrder({ certificateType: 'dog-licence', provisioning: { method: 'remote' } });

    const preview = await client.post('/v1/orders/preview', order);
    const placed = await client.order(order);

    expect(preview.status).toBe(422);
    expect((preview.body as { errors: unknown }).errors).toEqual((placed.body as { errors: unknown }).errors);
  });

  it.each<[string, Record<string, unknown>]>([
    ['key-not-specified', {}],
    ['unit-on-public-certificate', {}],
    ['callback-data-missing', { validation: { customerValidated: true } }],
    ['registration-authority-privileges-needed', { validation: { callbackCompletedByPartner: true } }],
    ['callback-method-unconfirmed', { validation: { callbackMethod: 'letter' } }],
    ['issuance-email-suppressed', { notifications: { issuanceEmail: null } }],
    ['offer-type-unknown', { provisioning: { method: 'token', offerType: 99 } }],
    ['token-goes-to-organization', { provisioning: { method: 'token' } }],
    ['test-order', { test: true }],
    ['question-marks-in-text', { applicant: { ...APPLICANT, lastName: 'M??ller' } }],
    ['html-entity-in-text', { applicant: { ...APPLICANT, lastName: 'M&uuml;ller' } }],
    ['mojibake-in-text', { applicant: { ...APPLICANT, lastName: 'MÃ¼ller' } }],
  ])('warns of what is legal but surprising: %s', async (code, changes) => {
    const { body } = await client.post('/v1/orders/preview', anOrder(changes));

    expect((body as Preview).warnings.map((warning) => warning.code)).toContain(code);
  });

  it('warns of an HSM that nobody knows, and lets it pass', async () => {
    const remote = ORDER_EXAMPLES['organization-remote'].value;
    const order = { ...remote, provisioning: { ...remote.provisioning, hsmType: 'BRAND_NEW_HSM' } };

    const { status, body } = await client.post('/v1/orders/preview', order);

    expect(status).toBe(200);
    expect((body as Preview).warnings.map(({ code }) => code)).toContain('hsm-type-unknown');
  });

  it.each(['YUBIKEY', 'LUNA'])(
    'warns of an attestation that is none of %s, and lets it pass',
    async (hsmType) => {
      const remote = ORDER_EXAMPLES['organization-remote'].value;
      const keyAttestation = Buffer.from('attestation').toString('base64');
      const order = { ...remote, provisioning: { ...remote.provisioning, hsmType, keyAttestation } };

      const { status, body } = await client.post('/v1/orders/preview', order);

      expect(status).toBe(200);
      expect((body as Preview).warnings.map(({ code }) => code)).toContain('key-attestation-unreadable');
    },
  );

  it('does not warn of an order with nothing surprising in it', async () => {
    const remote = ORDER_EXAMPLES['organization-remote'].value;
    const order = { ...remote, organization: { ...remote.organization, unit: null }, validation: null };

    const { body } = await client.post('/v1/orders/preview', order);

    expect((body as Preview).warnings).toEqual([]);
  });
});
