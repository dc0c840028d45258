// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  Pkcs10CertificateRequestGenerator,
  X509CertificateGenerator,
  X509Certificates,
} from '@peculiar/x509';
import { type SectigoClient } from '../../sectigo/index.js';
import { type FieldFault, GatewayError } from '../../shared/gateway-error.js';
import { examineKeyMaterial } from '../domain/key-material.js';
import { SAMPLE_ORDER } from './order-examples.js';
import { type KeyMaterialReader } from './key-material-reader.js';
import { OrderReader } from './order.reader.js';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const reading = new OrderReader(
  { isEnabled: () => false } as unknown as SectigoClient,
  { read: examineKeyMaterial } as unknown as KeyMaterialReader,
);

/** A CSR, and what YubiKey and Luna would attest of its key. */
async function keyed(): Promise<{ csr: string; YUBIKEY: string; LUNA: string }> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const named = { name: 'CN=Company ABC 123', keys, signingAlgorithm: ECDSA };
  const request = await Pkcs10CertificateRequestGenerator.create(named);
  const certificate = await X509CertificateGenerator.createSelfSigned(named);
  const confirmation = new X509Certificates(certificate).export('raw');
  return {
    csr: request.toString('pem'),
    YUBIKEY: Buffer.from(certificate.toString('pem').repeat(2)).toString('base64'),
    LUNA: Buffer.from(confirmation).toString('base64'),
  };
}

/** `pointer code` of each fault of an order with this provisioning; none if it is read. */
async function faultsOf(provisioning: object): Promise<string[]> {
  const body = { ...SAMPLE_ORDER, provisioning: { method: 'remote', ...provisioning } };
  const faults = await reading.read(body).then(
    (): readonly FieldFault[] => [],
    (error: unknown) =>
      error instanceof GatewayError ? (error.details.fields ?? []) : Promise.reject(error as Error),
  );
  return faults.map(({ pointer, code }) => `${pointer.replace('/provisioning/', '')} ${code}`).sort();
}

let own: Awaited<ReturnType<typeof keyed>>;
let other: typeof own;
beforeAll(async () => {
  own = await keyed();
  other = await keyed();
});

describe('the key of a remote order', () => {
  it.each(['YUBIKEY', 'LUNA'] as const)('must be the one that %s attests to', async (hsmType) => {
    const { csr } = own;
    expect(await faultsOf({ hsmType, csr, keyAttestation: own[hsmType] })).toEqual([]);
    expect(await faultsOf({ hsmType, csr, keyAttestation: other[hsmType] })).toEqual([
      'keyAttestation key-attestation-invalid',
    ]);
  });

  it('must be attested to by the certificate that comes first', async () => {
    const { csr } = own;
    const keyAttestation = Buffer.concat(
      [other, own].map(({ YUBIKEY }) => Buffer.from(YUBIKEY, 'base64')),
    ).toString('base64');
    const body = {
      ...SAMPLE_ORDER,
      provisioning: { method: 'remote', hsmType: 'YUBIKEY', csr, keyAttestation },
    };
    await expect(reading.read(body)).rejects.toMatchObject({
      details: {
        fields: [
          {
            pointer: '/provisioning/keyAttestation',
            code: 'key-attestation-invalid',
            detail: expect.stringContaining('the intermediate first'),
          },
        ],
      },
    });
  });

  it('is Sectigo to judge where the attestation cannot be read', async () => {
    const { csr } = own;
    expect(await faultsOf({ hsmType: 'FORTANIX', csr, keyAttestation: other.YUBIKEY })).toEqual([]);
    expect(await faultsOf({ hsmType: 'YUBIKEY', csr, keyAttestation: other.LUNA })).toEqual([]);
  });

  it('is not looked for in an attestation with other faults, which are told instead', async () => {
    const long = { keyAttestation: other.YUBIKEY.padEnd(32_768, 'A') };
    expect(await faultsOf({ hsmType: 'YUBIKEY', csr: own.csr, ...long })).toEqual([
      'keyAttestation too-long',
    ]);
    expect(await faultsOf({ hsmType: 7, csr: own.csr, keyAttestation: 7 })).toEqual([
      'hsmType invalid-type',
      'keyAttestation invalid-type',
    ]);
  });

  it('is not looked for without a CSR that can be read', async () => {
    const attested = { hsmType: 'YUBIKEY', keyAttestation: other.YUBIKEY };
    expect(await faultsOf({ ...attested, csr: 'AAAA' })).toEqual(['csr csr-not-decodable']);
    expect(await faultsOf({ ...attested, csr: 'A'.repeat(32_768) })).toEqual(['csr too-long']);
    expect(await faultsOf({ ...attested, csr: '𝄞'.repeat(20_000) })).toEqual(['csr csr-not-base64']);
    expect(await faultsOf(attested)).toEqual(['csr required']);
  });
});
