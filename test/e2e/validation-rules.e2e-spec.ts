import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectInvalid, pointersOf, problemOf } from '../factories/answers.js';
import { changed } from '../factories/changed.js';
import { anOrder } from '../factories/order.js';
import { KEY_ATTESTATION, SHIPPING, tokenProvisioning } from '../factories/provisioning.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

describe('a body that breaks the rules', () => {
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

  describe('in its provisioning', () => {
    const remote = { method: 'remote', hsmType: 'YUBIKEY', keyAttestation: KEY_ATTESTATION, csr: 'AAAA' };
    const { offerType: _offerType, ...withoutOffer } = tokenProvisioning();

    it.each<[string, Record<string, unknown>, readonly string[]]>([
      ['remote without anything', { method: 'remote' }, ['/csr', '/hsmType', '/keyAttestation']],
      ['remote with an HSM in small letters', { ...remote, hsmType: 'yubikey' }, ['/csr', '/hsmType']],
      ['remote with an HSM of one letter', { ...remote, hsmType: 'X' }, ['/csr', '/hsmType']],
      ['remote with an HSM too long', { ...remote, hsmType: 'A'.repeat(21) }, ['/csr', '/hsmType']],
      ['remote with no base64', { ...remote, keyAttestation: 'a-b' }, ['/csr', '/keyAttestation']],
      ['remote with too much', { ...remote, keyAttestation: 'A'.repeat(32768) }, ['/csr', '/keyAttestation']],
      ['remote with a number as CSR', { ...remote, csr: 1 }, ['/csr']],
      ['remote with too much CSR', { ...remote, csr: 'A'.repeat(32768) }, ['/csr']],
      ['remote with an offer', { ...remote, offerType: 22 }, ['/csr', '/offerType']],
      ['remote with shipping', { ...remote, shipping: {} }, ['/csr', '/shipping']],
      ['deferred with a CSR', { ...remote, method: 'deferred' }, ['/csr', '/hsmType', '/keyAttestation']],
      ['deferred with an offer', { method: 'deferred', offerType: 22 }, ['/offerType']],
      ['token with a CSR', tokenProvisioning({ csr: 'AAAA' }), ['/csr']],
      ['token with an attestation', tokenProvisioning({ keyAttestation: 'AAAA' }), ['/keyAttestation']],
      ['token with shipping and no offer', withoutOffer, ['/offerType']],
      ['token with offer 0', tokenProvisioning({ offerType: 0 }), ['/offerType']],
      ['token with offer -1', tokenProvisioning({ offerType: -1 }), ['/offerType']],
      ['token with offer 1.5', tokenProvisioning({ offerType: 1.5 }), ['/offerType']],
      ['token with offer "22"', tokenProvisioning({ offerType: '22' }), ['/offerType']],
      ['token with offer 1e21', tokenProvisioning({ offerType: 1e21 }), ['/offerType']],
      ['token with shipping in a list', tokenProvisioning({ shipping: [] }), ['/shipping']],
      [
        'token with a wrong country and e-mail',
        tokenProvisioning({
          shipping: {
            ...SHIPPING,
            address: { ...SHIPPING.address, country: 'XX' },
            contact: { ...SHIPPING.contact, email: 'x' },
          },
        }),
        ['/shipping/address/country', '/shipping/contact/email'],
      ],
    ])('is %s', async (_, provisioning, paths) => {
      await expectRefused(anOrder({ provisioning }), ...paths.map((path) => `/provisioning${path}`));
    });

    it('is a token with half an address', async () => {
      const provisioning = tokenProvisioning({
        shipping: { address: { line1: 'Harbour Road 1' }, contact: {} },
      });
      await expectRefused(
        anOrder({ provisioning }),
        ...['city', 'stateOrProvince', 'postalCode', 'country'].map(
          (n) => `/provisioning/shipping/address/${n}`,
        ),
        ...['firstName', 'lastName', 'email', 'phone'].map((n) => `/provisioning/shipping/contact/${n}`),
      );
    });
  });

  it('has metadata with too many keys or too long a name', async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, 'v']));
    await expectRefused(anOrder({ metadata: many }), '/metadata');
    const answer = await client.order(anOrder({ metadata: { ['k'.repeat(41)]: 'v' } }));
    const [pointer] = pointersOf(problemOf(answer, 422, 'validation-failed'));
    expect(pointer).toMatch(/^\/metadata(\/k{41})?$/);
  });

  it.each([['v'.repeat(501)], ['a\u0000b'], ['a\nb'], ['a\ud83cb'], [1], [true], [null], [[]], [{}]])(
    'has the metadata value %j, and is told which one it is',
    async (value) => {
      await expectRefused(anOrder({ metadata: { fine: 'v', 'a/b~c': value } }), '/metadata/a~1b~0c');
    },
  );

  it('has several wrong metadata values and is told of each', async () => {
    await expectRefused(anOrder({ metadata: { a: 1, b: 'v', c: [] } }), '/metadata/a', '/metadata/c');
  });

  it('has several faults and is told of every one', async () => {
    await expectRefused({}, '/applicant', '/certificateType', '/organization', '/provisioning');
    const order = changed(
      anOrder({ certificateType: 'x', test: 'x' }),
      '/organization/address/country',
      'XX',
    );
    await expectRefused(
      changed(changed(order, '/applicant/email', 'x'), '/organization/name', ''),
      '/applicant/email',
      '/certificateType',
      '/organization/address/country',
      '/organization/name',
      '/test',
    );
  });

  it('has unknown members, each told of where it is', async () => {
    const unknown = [
      '/status',
      '/orderNumber',
      '/organization/taxNumber',
      '/organization/address/line4',
      '/applicant/phone',
      '/provisioning/pin',
      '/validation/note',
      '/notifications/sms',
    ];
    const order = unknown.reduce((body, pointer) => changed(body, pointer, 'x'), anOrder());
    await expectRefused(order, ...unknown);
    await expectRefused(anOrder({ '': 1, 'a/b': 1, 'c~d': 1 }), '/', '/a~1b', '/c~0d');
  });

  it('never reaches Sectigo', async () => {
    expect(await gateway.simulator.requests()).toEqual([]);
  });
});
