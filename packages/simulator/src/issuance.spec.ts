// as in test-ca.ts
import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { type CertificateView } from './certificate-control.js';
import { ControlClient, type CertificateOptions } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
const DAY_MS = 86_400_000;
let directory: string;
let simulator: RunningSimulator;
let control: ControlClient;

async function start(): Promise<void> {
  simulator = await startSimulator({ ...credentials, dataDir: directory });
  control = new ControlClient(simulator.controlUrl);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'issuance-'));
  await start();
});
afterEach(async () => {
  await simulator.close();
  await rm(directory, { recursive: true });
});

const order = async (form: Record<string, string> = {}) => {
  const body = new URLSearchParams({ ...sample, ...form });
  const answer = await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body });
  return Number(new URLSearchParams(await answer.text()).get('orderNumber'));
};
const issue = async (form: Record<string, string> = {}, options: CertificateOptions = {}) =>
  control.changeCertificate(await order(form), 'issued', options);
const x509Of = ({ certificate }: CertificateView) => new X509Certificate(certificate?.pem ?? '');
const chainOf = ({ certificate }: CertificateView) =>
  (certificate?.chainPem.match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
const leadsTo = (leaf: X509Certificate, [intermediate, root]: X509Certificate[]) =>
  intermediate !== undefined &&
  root !== undefined &&
  leaf.verify(intermediate.publicKey) &&
  leaf.checkIssued(intermediate) &&
  intermediate.verify(root.publicKey) &&
  root.verify(root.publicKey);

async function newCsr(): Promise<{ csr: string; spki: string }> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [signing, verifying] = await Promise.all([
    webcrypto.subtle.importKey(
      'pkcs8',
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      algorithm,
      true,
      ['sign'],
    ),
    webcrypto.subtle.importKey('spki', publicKey.export({ type: 'spki', format: 'der' }), algorithm, true, [
      'verify',
    ]),
  ]);
  const request = await Pkcs10CertificateRequestGenerator.create(
    {
      name: 'CN=Company ABC 123',
      keys: { privateKey: signing, publicKey: verifying },
      signingAlgorithm: algorithm,
    },
    webcrypto,
  );
  return { csr: request.toString('pem'), spki: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

describe('an issued certificate', () => {
  it('is a real one for document signing, as it was ordered', async () => {
    const view = await issue();
    const leaf = x509Of(view);
    expect(leaf.subject).toBe('C=US\nST=CA\nL=Los Angeles\nO=Company ABC 123\nCN=Company ABC 123');
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.311.10.3.12']);
    expect(leaf.ca).toBe(false);
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBe(365 * DAY_MS);
    expect(view.certificate).toMatchObject({
      notBefore: new Date(leaf.validFrom).toISOString(),
      notAfter: new Date(leaf.validTo).toISOString(),
    });
    const [intermediate, root] = chainOf(view);
    expect([intermediate?.ca, root?.ca]).toEqual([true, true]);
    expect(leadsTo(leaf, chainOf(view))).toBe(true);
    expect((await control.ca()).rootPem.trim()).toBe(root?.toString().trim());
  });

  it.each([
    [{ product: '1214', includeIndividual: '' }, 'John Doe'],
    [{ includeIndividual: 'Y' }, 'John Doe'],
    [{ includeIndividual: 'N' }, 'Company ABC 123'],
  ])('is in the name of whom the product is for: %j', async (form, name) => {
    expect(x509Of(await issue(form)).subject).toContain(`CN=${name}`);
  });

  it('takes names as they are', async () => {
    const organizationName = 'Müller, "Söhne" + Co=1/2 <ü>';
    const { subject } = x509Of(await issue({ organizationName }));
    expect(subject.split('\n').map((part) => part.replaceAll('\\', ''))).toContain(`O=${organizationName}`);
  });

  it('is for the key of the CSR, or for another one when it shall be wrong', async () => {
    const { csr, spki } = await newCsr();
    const remote = { SmartCardBased: 'N', csr, hsmType: 'YUBIKEY', keyAttestation: 'QUJD' };
    const keyOf = (view: CertificateView) =>
      createPublicKey(view.certificate?.pem ?? '').export({ type: 'spki', format: 'pem' });
    expect(keyOf(await issue(remote))).toBe(spki);
    expect(keyOf(await issue(remote, { key: 'other' }))).not.toBe(spki);
  });

  it('may be of another organization or lead elsewhere', async () => {
    expect(x509Of(await issue({}, { organization: 'Impostor' })).subject).toContain('O=Impostor');
    const astray = await issue({}, { chain: 'other' });
    expect(leadsTo(x509Of(astray), chainOf(astray))).toBe(false);
  });

  it('may end soon or have ended', async () => {
    const soon = await issue({}, { notAfter: '2031-05-06T07:08:09.999Z' });
    expect(soon.certificate?.notAfter).toBe('2031-05-06T07:08:09.000Z');
    const ended = x509Of(await issue({}, { notAfter: '2020-01-02T00:00:00Z' }));
    expect([new Date(ended.validFrom), new Date(ended.validTo)]).toEqual([
      new Date('2020-01-01T00:00:00Z'),
      new Date('2020-01-02T00:00:00Z'),
    ]);
  });

  it('is a new one each time, from the same authority after a restart', async () => {
    const first = await issue();
    await simulator.close();
    await start();
    expect((await control.certificates())[0]).toEqual(first);
    const second = await control.changeCertificate(first.orderNumber, 'issued');
    expect(x509Of(second).serialNumber).not.toBe(x509Of(first).serialNumber);
    expect(leadsTo(x509Of(second), chainOf(first))).toBe(true);
  });

  it('stays known when it is revoked', async () => {
    const { orderNumber, certificate } = await issue();
    expect(await control.changeCertificate(orderNumber, 'revoked')).toMatchObject({ certificate });
  });
});

describe('a change of a certificate', () => {
  it.each([
    [{ state: 'issued' }, "'orderNumber' must be an integer"],
    [{ orderNumber: 7, state: 'issued' }, 'there is no order 7'],
    [{ orderNumber: 3040824, state: 'lost' }, "'state' must be one of pending, awaiting-brand-validation"],
    [{ orderNumber: 3040824, state: 'revoked', key: 'other' }, "'key' is for the state issued"],
    [{ orderNumber: 3040824, state: 'issued', key: 'mine' }, "'key' must be one of other"],
    [{ orderNumber: 3040824, state: 'issued', notAfter: 'soon' }, "'notAfter' must be a time"],
    [
      {
        orderNumber: 3040824,
        state: 'issued',
        notBefore: '2027-01-01T00:00:00Z',
        notAfter: '2026-01-01T00:00:00Z',
      },
      "'notAfter' must be after notBefore",
    ],
    [{ orderNumber: 3040824, state: 'issued', colour: 'red' }, "'colour' is unknown here"],
  ])('is not made by %j', async (input, reason) => {
    await order();
    const { status, json } = await control.call('POST', 'certificates', input);
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(reason)]);
    expect(await control.certificates()).toMatchObject([{ state: 'pending', certificate: null }]);
  });
});
