import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates, type IssuedCertificate } from './certificates.js';

const issued: IssuedCertificate = {
  pem: 'certificate',
  chainPem: 'chain',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
};
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'certificates-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the certificate of an order', () => {
  it('is pending until something happens', async () => {
    const certificates = await Certificates.open();
    expect(certificates.stateOf(1)).toEqual({
      state: 'pending',
      reason: '',
      changedAt: null,
      certificate: null,
    });
  });

  it('keeps what was issued when it is revoked, and is nobody else’s', async () => {
    const certificates = await Certificates.open();
    await certificates.change(1, { state: 'issued', certificate: issued });
    await certificates.change(1, { state: 'revoked', reason: 'Key lost' });
    expect(certificates.stateOf(1)).toMatchObject({
      state: 'revoked',
      reason: 'Key lost',
      certificate: issued,
    });
    expect(certificates.stateOf(2).state).toBe('pending');
  });

  it('is told to those who listen, when it has changed', async () => {
    const certificates = await Certificates.open();
    const heard: unknown[] = [];
    certificates.onChange((orderNumber, { state }) =>
      heard.push([orderNumber, state, certificates.stateOf(orderNumber).state]),
    );
    await certificates.change(7, { state: 'rejected' });
    expect(heard).toEqual([[7, 'rejected', 'rejected']]);
  });

  it('outlives the simulator, a torn last line left out', async () => {
    const before = await Certificates.open(directory);
    await before.change(1, { state: 'issued', certificate: issued });
    await before.change(1, { state: 'replaced' });
    await before.close();
    await appendFile(join(directory, 'certificates.jsonl'), '[1,{"state":"fail');
    const after = await Certificates.open(directory);
    expect(after.stateOf(1)).toMatchObject({ state: 'replaced', certificate: issued });
    await after.reset();
    expect(after.stateOf(1).state).toBe('pending');
    await after.close();
    const emptied = await Certificates.open(directory);
    expect(emptied.stateOf(1).state).toBe('pending');
    await emptied.close();
  });

  it('does not start from a file that cannot be read', async () => {
    await appendFile(join(directory, 'certificates.jsonl'), 'not json\n');
    await expect(Certificates.open(directory)).rejects.toThrow('certificates.jsonl, line 1');
  });
});
