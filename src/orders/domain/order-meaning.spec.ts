import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { meaningDigest } from './digests.js';
import { type OrderDetails, type Provisioning } from './order-details.js';

const base64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64');
const der = (n: number): Buffer => createHash('sha512').update(`csr ${n}`).digest();
const pem = (bytes: Uint8Array, label = 'CERTIFICATE REQUEST', end = '\n'): string =>
  [`-----BEGIN ${label}-----`, ...(base64(bytes).match(/.{1,64}/g) ?? []), `-----END ${label}-----`, ''].join(
    end,
  );
const certificates = (...all: Uint8Array[]): string => all.map((each) => pem(each, 'CERTIFICATE')).join('');

const remote = (changes: object = {}): Provisioning => ({
  method: 'remote',
  hsmType: 'YUBIKEY',
  csr: pem(der(1)),
  keyAttestation: base64(certificates(der(2), der(3))),
  ...changes,
});
const DETAILS: OrderDetails = { ...ORDER_DETAILS, provisioning: remote() };
const digestWith = (changes: Partial<OrderDetails>): string => meaningDigest({ ...DETAILS, ...changes });
const named = (name: string): Partial<OrderDetails> => ({ organization: { ...DETAILS.organization, name } });

/** Every text of an order that people read, changed. */
function withTexts(value: unknown, change: (text: string) => string, name = ''): unknown {
  if (typeof value === 'string')
    return ['csr', 'keyAttestation', 'hsmType', 'method'].includes(name) ? value : change(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withTexts(member, change, key)]),
  );
}

describe('orders that say the same', () => {
  it.each<[string, object]>([
    ['the CSR with CRLF', { csr: pem(der(1), 'CERTIFICATE REQUEST', '\r\n') }],
    ['the CSR in bare base64', { csr: base64(der(1)) }],
    ['the CSR in wrapped base64', { csr: base64(der(1)).replace(/.{76}/g, '$&\n') }],
    ['the CSR as NEW CERTIFICATE REQUEST', { csr: pem(der(1), 'NEW CERTIFICATE REQUEST') }],
    ['the CSR with blanks around it', { csr: `\n ${pem(der(1))} \n` }],
    [
      'the attestation wrapped',
      { keyAttestation: base64(certificates(der(2), der(3))).replace(/.{64}/g, '$&\r\n') },
    ],
    [
      'the certificates with CRLF',
      { keyAttestation: base64(certificates(der(2), der(3)).replace(/\n/g, '\r\n')) },
    ],
    [
      'the certificates wrapped elsewhere',
      { keyAttestation: base64(certificates(der(2), der(3)).replace(/(?<=\w{20})\n?(?=\w)/g, '\n')) },
    ],
    [
      'words before the certificates',
      { keyAttestation: base64(`made in 2026\n${certificates(der(2), der(3))}`) },
    ],
  ])('are the same with %s', (_, changes) => {
    expect(digestWith({ provisioning: remote(changes) })).toBe(meaningDigest(DETAILS));
  });

  it.each<[string, Partial<OrderDetails>, Partial<OrderDetails>]>([
    ['two blanks', named('Company  ABC 123'), {}],
    ['blanks around it', named(' Company ABC 123 '), {}],
    ['a blank that does not break', named('Company\u00a0ABC 123'), {}],
    ['capitals', named('COMPANY ABC 123'), {}],
    ['a zero-width space', named('Company\u200b ABC 123'), {}],
    ['a soft hyphen', named('Com\u00adpany ABC 123'), {}],
    ['another composition', named('Mu\u0308ller'), named('M\u00fcller')],
    [
      'empty members',
      { provisioning: { method: 'token', shipping: { address: {} } } },
      { provisioning: { method: 'token' } },
    ],
  ])('are the same with %s', (_, one, other) => {
    expect(digestWith(one)).toBe(digestWith(other));
  });

  it('are the same however all their texts are dressed', () => {
    const dress = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.normalize('NFD'),
      (text) => `  ${text}\u00a0`,
      (text) => text.replaceAll(' ', '\u3000 '),
      (text) => [...text].join('\u200b'),
      (text) => `\u00ad${text}\u2060`,
    );
    const name = fc.constantFrom('Straße', 'Señor Núñez', 'Ольга', 'Company ABC', 'ΟΔΟΣ', 'Å');
    fc.assert(
      fc.property(name, fc.array(dress), (lastName, dresses) => {
        const order = { ...DETAILS, applicant: { ...DETAILS.applicant, lastName } };
        const dressed = withTexts(order, (text) => dresses.reduce((worn, put) => put(worn), text));
        expect(meaningDigest(dressed as OrderDetails)).toBe(meaningDigest(order));
      }),
    );
  });
});

describe('orders that say something else', () => {
  it.each<[string, object]>([
    ['another CSR', { csr: pem(der(9)) }],
    ['another attestation', { keyAttestation: base64(certificates(der(2), der(9))) }],
    ['certificates in another order', { keyAttestation: base64(certificates(der(3), der(2))) }],
    ['one certificate less', { keyAttestation: base64(certificates(der(2))) }],
    ['an attestation that is no PEM', { keyAttestation: base64(der(2)) }],
    ['another HSM', { hsmType: 'LUNA' }],
  ])('are told apart by %s', (_, changes) => {
    expect(digestWith({ provisioning: remote(changes) })).not.toBe(meaningDigest(DETAILS));
  });

  it('are told apart by a letter more, less or other, in any of their texts', () => {
    const paths = [
      'name',
      'line1',
      'city',
      'stateOrProvince',
      'postalCode',
      'jobTitle',
      'firstName',
      'lastName',
      'email',
    ];
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789');
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.nat(),
        letter,
        fc.nat({ max: 1 }),
        (path, at, other, removed) => {
          let changed = false;
          const order = withTexts(DETAILS, (text) => text) as OrderDetails;
          const change = (value: unknown, name = ''): unknown => {
            if (typeof value === 'string' && name === path) {
              const letters = [...value];
              letters.splice(at % letters.length, removed, other);
              changed = letters.join('').toLowerCase() !== value.toLowerCase();
              return letters.join('');
            }
            if (typeof value !== 'object' || value === null) return value;
            return Object.fromEntries(
              Object.entries(value).map(([key, member]) => [key, change(member, key)]),
            );
          };
          expect(meaningDigest(change(order) as OrderDetails) !== meaningDigest(order)).toBe(changed);
        },
      ),
    );
  });

  it('are told apart by a byte of an attestation that is no PEM', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, change) => {
          const other = Uint8Array.from(bytes, (byte, n) => (n === at % bytes.length ? byte ^ change : byte));
          const digest = (attestation: Uint8Array): string =>
            digestWith({ provisioning: remote({ keyAttestation: base64(attestation) }) });
          expect(digest(other)).not.toBe(digest(bytes));
        },
      ),
    );
  });

  it('are never told apart from what has no rule yet: the digest says by which rule it is', () => {
    expect(meaningDigest(DETAILS)).toMatch(/^v2:[0-9a-f]{64}$/);
  });
});
