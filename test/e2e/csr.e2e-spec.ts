import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, pointersOf, problemOf } from '../factories/answers.js';
import { aCsr, derOf, pemOf, rsa, withBrokenSignature } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

describe('a CSR', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  const order = (csr: unknown, headers: Record<string, string> = {}) =>
    client.order(anOrder({ provisioning: { ...remoteProvisioning(''), csr } }), headers);

  it.each<[string, string, () => Promise<string> | string]>([
    ['that is not base64', 'csr-not-base64', () => '!!! not base64 !!!'],
    [
      'with a character lost to form encoding',
      'csr-not-base64',
      async () =>
        derOf(await aCsr())
          .toString('base64')
          .replace(/^.{9}/, (s) => `${s.slice(0, 8)} `),
    ],
    [
      'that is base64 of something else',
      'csr-not-decodable',
      () => Buffer.from('hello world').toString('base64'),
    ],
    ['cut in the middle', 'csr-not-decodable', async () => pemOf(derOf(await aCsr()).subarray(0, 90))],
    [
      'with bytes behind it',
      'csr-not-decodable',
      async () => pemOf(Buffer.concat([derOf(await aCsr()), Buffer.alloc(3)])),
    ],
    ['with a broken signature', 'csr-signature-invalid', async () => withBrokenSignature(await aCsr())],
    ['of an RSA key of 1024 bits', 'csr-key-size-unsupported', () => aCsr({ algorithm: rsa(1024) })],
    ['of an Ed25519 key', 'csr-algorithm-unsupported', () => aCsr({ algorithm: { name: 'Ed25519' } })],
    [
      'with a wildcard as common name',
      'csr-wildcard-not-allowed',
      () => aCsr({ subject: 'CN=*.example.com' }),
    ],
    [
      'with a host name as common name',
      'csr-common-name-fqdn',
      () => aCsr({ subject: 'CN=sign.example.com' }),
    ],
    [
      'with a public IP address as common name',
      'csr-common-name-public-ip',
      () => aCsr({ subject: 'CN=8.8.8.8' }),
    ],
    [
      'with a private IP address as common name',
      'csr-common-name-ip',
      () => aCsr({ subject: 'CN=10.1.2.3' }),
    ],
    [
      'with far too many units in its subject',
      'csr-not-decodable',
      () => aCsr({ subject: `CN=Company ABC 123${', OU=u'.repeat(500)}` }),
    ],
    ['with a NUL in its subject', 'csr-not-decodable', () => aCsr({ subject: 'CN=Company\0ABC' })],
    [
      'with text turned around in its subject',
      'csr-not-decodable',
      () => aCsr({ subject: 'CN=Com\u202epany' }),
    ],
    [
      'with a DNS alternative name',
      'csr-domain-names-not-allowed',
      () => aCsr({ dnsNames: ['example.com'] }),
    ],
  ])('%s is refused as %s', async (_, code, csr) => {
    const problem = problemOf(await order(await csr()), 422, 'validation-failed');
    expect(pointersOf(problem)).toEqual(['/provisioning/csr']);
    expect(problem.errors?.map((error) => error.code)).toContain(code);
  });

  it('with faults beside others of the order is told of with all of them', async () => {
    const body = anOrder({
      certificateType: 'none',
      provisioning: remoteProvisioning(await aCsr({ subject: 'CN=*.example.com' }), { hsmType: 7 }),
    });
    const problem = problemOf(await client.order(body), 422, 'validation-failed');
    expect(pointersOf(problem)).toEqual(['/certificateType', '/provisioning/csr', '/provisioning/hsmType']);
  });

  it.each([
    ['an RSA key of 2048 bits', rsa(2048)],
    ['an EC key on P-256', P256],
    ['an EC key on P-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['an EC key on P-521', { name: 'ECDSA', namedCurve: 'P-521' }],
  ])('of %s is taken and sold', async (_, algorithm) => {
    const answer = await order(await aCsr({ algorithm }), { prefer: 'wait=10' });
    expect(orderOf(answer).status).toBe('placed');
  });

  it.each<[string, (pem: string) => string]>([
    ['in PEM', (pem) => pem],
    ['in PEM with CRLF', (pem) => `${pem.replace(/\r?\n/g, '\r\n')}\r\n`],
    [
      'in PEM as NEW CERTIFICATE REQUEST',
      (pem) => pem.replace(/CERTIFICATE REQUEST/g, 'NEW CERTIFICATE REQUEST'),
    ],
    ['in bare base64 on one line', (pem) => derOf(pem).toString('base64')],
  ])('%s is taken and sold', async (_, write) => {
    expect(orderOf(await order(write(await aCsr()), { prefer: 'wait=10' })).status).toBe('placed');
  });

  it('is shown by what it says, never as it is', async () => {
    const csr = await aCsr({ subject: 'CN=Company ABC 123, C=US' });
    const { id } = orderOf(await order(csr));

    const { body, text } = await client.get(`/v1/orders/${id}`);

    expect(body).toMatchObject({
      provisioning: {
        method: 'remote',
        hsmType: 'YUBIKEY',
        csr: {
          subject: expect.stringContaining('Company ABC 123'),
          keyAlgorithm: expect.stringMatching(/EC/),
          keySize: 256,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/i),
        },
      },
    });
    expect((body as { provisioning: object }).provisioning).not.toHaveProperty('keyAttestation');
    expect(text).not.toContain(derOf(csr).toString('base64').slice(0, 40));
  });

  it('that is refused reaches neither Sectigo nor the database', async () => {
    const other = await gateway.client();
    const order = anOrder({ provisioning: remoteProvisioning('AAAA') });
    const { name } = order['organization'] as { name: string };

    const refused = await other.order(order, { prefer: 'wait=5' });

    problemOf(refused, 422, 'validation-failed');
    expect((await other.get('/v1/orders')).body).toEqual({ data: [], nextCursor: null });
    // orders of the tests before may still be on their way
    const sent = (await gateway.simulator.requests()).map(({ form }) => form?.['organizationName']);
    expect(sent).not.toContain(name);
  });
});
