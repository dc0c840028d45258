import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectInvalid } from '../factories/answers.js';
import { changed } from '../factories/changed.js';
import { anOrder } from '../factories/order.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

describe('a body with a wrong value', () => {
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

  it.each([
    '/certificateType',
    '/provisioning',
    '/provisioning/method',
    '/organization',
    '/organization/name',
    '/organization/address',
    '/organization/address/line1',
    '/organization/address/city',
    '/organization/address/stateOrProvince',
    '/organization/address/postalCode',
    '/organization/address/country',
    '/applicant',
    '/applicant/jobTitle',
    '/applicant/firstName',
    '/applicant/lastName',
    '/applicant/email',
  ])('lacks %s, or has it null or empty', async (pointer) => {
    await expectRefused(changed(anOrder(), pointer, undefined), pointer);
    await expectRefused(changed(anOrder(), pointer, null), pointer);
    await expectRefused(changed(anOrder(), pointer, ''), pointer);
  });

  it.each<[string, readonly unknown[]]>([
    ['/certificateType', ['Organization', 'none', 1, ['organization'], {}]],
    ['/validityDays', ['365', 366, 364, 365.5, 0, -365, 1e21, true, [365]]],
    ['/provisioning', ['remote', [], 1, true]],
    ['/provisioning/method', ['Remote', 'none', 0, [], {}]],
    ['/organization', ['x', [], 7, true]],
    ['/organization/name', [1, true, [], {}, ['x']]],
    ['/organization/address', ['x', [], 7]],
    ['/organization/address/line1', [1, false, ['Elm Street'], { a: 'b' }]],
    ['/organization/address/line2', [1, false, [], {}]],
    ['/organization/address/country', ['USA', 'XX', 'UK', 'U', 'U$', 1, ['US']]],
    ['/organization/dunsNumber', ['12345678', '1234567890', '12345678a', 123456789]],
    ['/organization/businessCategory', ['b', 'other', 1]],
    ['/applicant', ['John', [], 1]],
    [
      '/applicant/email',
      ['x', 'a@', '@b.cz', 'a@b@c.cz', 'a b@c.cz', 'a@b c.cz', 1, `${'a'.repeat(250)}@b.cz`],
    ],
    ['/validation', ['x', [], 1]],
    ['/validation/customerValidated', ['true', 'Y', 1, 0, []]],
    ['/validation/applicantValidatedByPartner', ['false', 1]],
    ['/validation/callbackCompletedByPartner', ['N', 0]],
    ['/validation/callbackMethod', ['T', 'fax', 1]],
    ['/validation/contactEmail', ['x', 1, '']],
    ['/notifications', ['x', [], 1]],
    ['/notifications/issuanceEmail', ['none', 'x', 1, '']],
    ['/notifications/language', ['xx', 'eng', 'english', 1, '']],
    ['/test', ['true', 1, 0, 'Y', {}]],
    ['/reference', ['', 1, true, [], {}]],
    ['/allowDuplicate', ['true', 1, [], {}]],
    ['/metadata', ['x', 1, [], ['a'], true]],
  ])('has a wrong %s', async (pointer, values) => {
    for (const value of values) await expectRefused(changed(anOrder(), pointer, value), pointer);
  });

  it.each([
    ['NUL', '\u0000'],
    ['bell', '\u0007'],
    ['a tab', '\t'],
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['escape', '\u001b'],
    ['delete', '\u007f'],
    ['a C1 control', '\u0085'],
    ['half a surrogate pair', '\ud83c'],
    ['the other half', '\udfe2'],
    ['a line separator', '\u2028'],
    ['the sign for a lost character', '\ufffd'],
    ['a noncharacter', '\ufdd0'],
    ['a right-to-left override', '\u202e'],
    ['an isolate', '\u2067'],
  ])('has %s in a text', async (_, character) => {
    for (const pointer of [
      '/organization/name',
      '/organization/address/line1',
      '/organization/address/line2',
      '/organization/registrationNumber',
      '/applicant/lastName',
      '/reference',
    ]) {
      await expectRefused(changed(anOrder(), pointer, `a${character}b`), pointer);
    }
  });

  it.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['a Hangul filler', '\u3164'],
    ['an empty Braille pattern', '\u2800'],
    ['a mark without a letter', '\u0301'],
  ])('has a text of nothing but %s', async (_, value) => {
    for (const pointer of ['/organization/name', '/applicant/firstName', '/reference']) {
      await expectRefused(changed(anOrder(), pointer, value), pointer);
    }
  });

  it('never reaches Sectigo', async () => {
    expect(await gateway.simulator.requests()).toEqual([]);
  });
});
