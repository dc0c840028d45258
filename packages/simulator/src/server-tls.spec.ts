import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'password' };

describe('a simulator with TLS', () => {
  let folder: string;
  let simulator: RunningSimulator;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-tls-'));
    simulator = await start();
  });
  afterEach(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const start = (): Promise<RunningSimulator> =>
    startSimulator({
      ...credentials,
      dataDir: join(folder, 'data'),
      tls: { hostName: 'simulator', caFile: join(folder, 'ca.pem') },
    });
  const statusOf = (hostName: string, ca: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(`${simulator.controlUrl}account`, { ca, servername: hostName }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  const readCa = (): Promise<string> => readFile(join(folder, 'ca.pem'), 'utf8');

  it('is trusted under its name by whoever trusts the root that it left', async () => {
    expect(simulator.url).toMatch(/^https:/);
    expect(await statusOf('simulator', await readCa())).toBe(200);
    expect(await statusOf('localhost', await readCa())).toBe(200);
    await expect(statusOf('secure.example', await readCa())).rejects.toThrow(/altnames/);
  });

  it('is trusted with the same root after a restart', async () => {
    const ca = await readCa();
    await simulator.close();
    simulator = await start();

    expect(await readCa()).toBe(ca);
    expect(await statusOf('simulator', ca)).toBe(200);
  });
});
