import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectInvalid, orderOf } from '../factories/answers.js';
import { changed } from '../factories/changed.js';
import { anOrder } from '../factories/order.js';
import { tokenProvisioning } from '../factories/provisioning.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

const CHARACTER_LIMITS: readonly (readonly [string, number])[] = [
  ['/organization/name', 64],
  ['/organization/unit', 64],
  ['/organization/address/line1', 128],
  ['/organization/address/line2', 128],
  ['/organization/address/line3', 128],
  ['/organization/address/city', 128],
  ['/organization/address/stateOrProvince', 128],
  ['/organization/address/postalCode', 40],
  ['/organization/registrationNumber', 64],
  ['/applicant/jobTitle', 64],
  ['/applicant/firstName', 64],
  ['/applicant/lastName', 64],
  ['/reference', 64],
];
const SHIPPING_LIMITS: readonly (readonly [string, number])[] = [
  ['/organizationName', 64],
  ['/unit', 64],
  ['/address/line1', 128],
  ['/address/line2', 128],
  ['/address/line3', 128],
  ['/address/city', 128],
  ['/address/stateOrProvince', 128],
  ['/address/postalCode', 40],
  ['/contact/title', 64],
  ['/contact/firstName', 64],
  ['/contact/lastName', 64],
  ['/contact/phone', 32],
];

describe('a body at the limits', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  /** Posts the body, which must be refused for exactly these members and leave nothing behind. */
  async function expectRefused(body: unknown, ...pointers: string[]): Promise<void> {
    expectInvalid(await client.order(body), pointers);
    expect((await client.get('/v1/orders')).body).toEqual({ data: [], nextCursor: null });
  }

  it.each(CHARACTER_LIMITS)('has more than the characters of %s: %i', async (pointer, limit) => {
    await expectRefused(changed(anOrder(), pointer, 'x'.repeat(limit + 1)), pointer);
    await expectRefused(changed(anOrder(), pointer, '🏢'.repeat(limit + 1)), pointer);
  });

  it.each(SHIPPING_LIMITS)('has more than the characters of shipping%s: %i', async (path, limit) => {
    const pointer = `/provisioning/shipping${path}`;
    const order = anOrder({ provisioning: tokenProvisioning() });
    await expectRefused(changed(order, pointer, 'x'.repeat(limit + 1)), pointer);
  });

  it.each(CHARACTER_LIMITS)(
    'has as many characters in %s as fit: %i, whatever their size',
    async (pointer, limit) => {
      for (const character of ['x', 'é', '🏢']) {
        const order = changed(anOrder({ allowDuplicate: true }), pointer, character.repeat(limit));
        expect(orderOf(await client.order(order, { prefer: 'wait=10' })).status).toBe('placed');
      }
    },
  );

  it.each<[string, Record<string, string>]>([
    ['20 keys', Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key ${n}`, 'v']))],
    ['values of 500 characters', { a: 'x'.repeat(500), b: '🔏'.repeat(500) }],
    ['a name of 40 characters', { ['k'.repeat(40)]: 'v', ['🏢'.repeat(40)]: 'v' }],
    ['an empty value', { a: '' }],
    ['the names of built-in members', { constructor: 'x', toString: 'y', hasOwnProperty: 'z' }],
    ['names with marks', { 'a/b~c.d[0]': 'v', $ref: 'v', '"': 'v' }],
  ])('has metadata with %s, and gets it back', async (_, metadata) => {
    const { id } = orderOf(await client.order(anOrder({ metadata })));
    expect((await client.get(`/v1/orders/${id}`)).body).toHaveProperty('metadata', metadata);
  });

  it('names an HSM, an offer and a language that are new', async () => {
    const token = anOrder({ provisioning: tokenProvisioning({ offerType: 999 }) });
    expect((await client.order(token)).status).toBe(202);
    expect((await client.order(anOrder({ notifications: { language: 'cy' } }))).status).toBe(202);
  });
});
