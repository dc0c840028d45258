// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { aCsr, derOf, pemOf, rsa } from '../../../test/factories/csr.js';
import { examineCsr } from './csr.js';

/** The code of the refusal, or null for a CSR that passes. */
async function codeOf(csr: string): Promise<string | null> {
  const verdict = await examineCsr(csr);
  return verdict.ok ? null : verdict.code;
}

let pem: string;
let der: Buffer;
let base64: string;
beforeAll(async () => {
  pem = await aCsr();
  der = derOf(pem);
  base64 = der.toString('base64');
});

describe('a CSR that passes', () => {
  it('is summed up by its subject, its key and the digest of its DER, and gives its key', async () => {
    const verdict = await examineCsr(await aCsr({ subject: 'CN=Company ABC 123, O=Company ABC 123, C=US' }));
    const rsaCsr = await aCsr({ algorithm: rsa(3072), subject: 'CN=Jöhn Doe' });

    expect(verdict).toMatchObject({
      ok: true,
      summary: { subject: 'CN=Company ABC 123, O=Company ABC 123, C=US', keyAlgorithm: 'EC', keySize: 256 },
      publicKey: { asymmetricKeyType: 'ec' },
    });
    expect(await examineCsr(rsaCsr)).toMatchObject({
      summary: {
        subject: 'CN=Jöhn Doe',
        keyAlgorithm: 'RSA',
        keySize: 3072,
        sha256: createHash('sha256').update(derOf(rsaCsr)).digest('hex'),
      },
      publicKey: { asymmetricKeyType: 'rsa' },
    });
  });

  it.each<[string, () => string]>([
    ['in PEM', () => pem],
    ['in PEM with CRLF', () => pem.replace(/\r?\n/g, '\r\n')],
    ['in PEM with CR', () => pem.replace(/\r?\n/g, '\r')],
    [
      'in PEM with blanks around it and at the ends of lines',
      () => `\n \t${pem.replace(/\n/g, ' \t\n')} \r\n\n`,
    ],
    ['in PEM with empty lines', () => pem.replace(/\n/g, '\n\n')],
    [
      'in PEM as NEW CERTIFICATE REQUEST',
      () => pem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'),
    ],
    [
      'in PEM without a line end',
      () => pem.replace(/\n(?!-----END)/g, '').replace(/(?<=T-----)(?=\w)/, '\n'),
    ],
    ['in base64 on one line', () => base64],
    ['in base64 on lines of 64', () => base64.replace(/.{64}/g, '$&\n')],
    ['in base64 on lines of 76 with CRLF', () => `${base64.replace(/.{76}/g, '$&\r\n')}\r\n`],
  ])('may be %s', async (_, write) => {
    expect(await codeOf(write())).toBeNull();
  });
});

describe('text that is not the base64 of one CSR', () => {
  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['blanks', () => ' \r\n\t'],
    ['words', () => '!!! not base64 !!!'],
    ['empty armour', () => pemOf(Buffer.alloc(0))],
    ['text before the PEM', () => `Certificate Request:\n${pem}`],
    ['text after the PEM', () => `${pem}\nthat was it`],
    ['PEM with headers', () => pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n\n')],
    ['two PEM blocks', () => `${pem}\n${pem}`],
    ['armour of two kinds', () => pem.replace('BEGIN CERTIFICATE', 'BEGIN NEW CERTIFICATE')],
    ['the armour of a certificate', () => pem.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE')],
    ['armour that does not end', () => pem.replace(/-----END[^]*/, '')],
    ['armour in small letters', () => pem.replace('BEGIN CERTIFICATE REQUEST', 'begin certificate request')],
    ['url-safe base64', () => base64.replace(/^../, 'M-').replace(/A/g, '_')],
    ['base64 without its padding', () => base64.slice(0, -1)],
    ['base64 with too much padding', () => `${base64}=`],
    ['a + lost as a blank', () => `${base64.slice(0, 20)} ${base64.slice(21)}`],
    ['a blank within a line', () => `${base64.slice(0, 20)} ${base64.slice(20)}`],
    ['a byte order mark', () => `\ufeff${pem}`],
    ['a blank that is not ASCII', () => pem.replace('\n', '\u00a0\n')],
    ['a NUL', () => `${pem}\0`],
  ])('is refused: %s', async (_, write) => {
    expect(await codeOf(write())).toBe('csr-not-base64');
  });
});

describe('base64 of something else', () => {
  it.each<[string, () => Uint8Array]>([
    ['words', () => Buffer.from('hello, world')],
    ['one byte', () => Buffer.from([0x30])],
    ['an empty sequence', () => Buffer.from([0x30, 0])],
    ['a CSR that is cut', () => der.subarray(0, -1)],
    ['a CSR with bytes behind it', () => Buffer.concat([der, Buffer.alloc(3)])],
    ['a CSR twice', () => Buffer.concat([der, der])],
    ['a CSR in PEM once more', () => Buffer.from(pem)],
    ['a CSR in base64 once more', () => Buffer.from(base64)],
    ['an endless length', () => Buffer.from([0x30, 0x80, ...der.subarray(3), 0, 0])],
    ['a length of five bytes', () => Buffer.from([0x30, 0x85, 0, 0, 0, 0, 1, 0])],
    ['sequences nested too deep', () => nested(8_000)],
    ['another DER structure', () => Buffer.from([0x30, 3, 2, 1, 1])],
    ['another tag around a CSR', () => Buffer.from([0x31, ...der.subarray(1)])],
  ])('is refused: %s', async (_, write) => {
    expect(await codeOf(Buffer.from(write()).toString('base64'))).toBe('csr-not-decodable');
  });

  it('is refused, whatever it is, without a throw', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.uint8Array({ maxLength: 120 }).map((body) => Buffer.from([0x30, body.length, ...body])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (random) => {
        const csr = Buffer.from(random).toString('base64');
        expect(await codeOf(csr)).toBe(csr === '' ? 'csr-not-base64' : 'csr-not-decodable');
      }),
    );
  });

  it('that differs from a CSR in one byte never throws, and passes only if what is signed is the same', async () => {
    // after the outermost header: the certification request info, which is all that the signature covers
    const signed = der.subarray(3, 3 + 3 + (der[5] ?? 0));
    const changes = fc.tuple(fc.nat({ max: der.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([at, change]) => {
        const changed = Buffer.from(der);
        changed[at] = (changed[at] ?? 0) ^ change;
        const code = await codeOf(changed.toString('base64'));
        expect(code !== null || changed.includes(signed)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused, whatever text it is, without a throw', async () => {
    await fc.assert(
      fc.asyncProperty(anyText({ maxLength: 80 }), async (text) => {
        expect(await codeOf(text)).toMatch(/^csr-not-/);
      }),
    );
  });
});

/** Sequences within sequences, each with a length of three bytes. */
function nested(depth: number): Buffer {
  const inner = Buffer.alloc(5 * depth);
  for (let at = 0; at < depth; at += 1) {
    inner.set([0x30, 0x83], 5 * at);
    inner.writeUIntBE(5 * (depth - at - 1), 5 * at + 2, 3);
  }
  return inner;
}
