import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
const running: RunningSimulator[] = [];
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'simulator-ledger-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
  await rm(dataDir, { recursive: true });
});

async function start(): Promise<RunningSimulator> {
  const simulator = await startSimulator({ ...credentials, dataDir: join(dataDir, 'below') });
  running.push(simulator);
  return simulator;
}
const file = () => join(dataDir, 'below', 'ledger.jsonl');
const fileOrders = async () =>
  (await readFile(file(), 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { orderNumber: number }).orderNumber);
const buy = async ({ url }: RunningSimulator) => {
  const response = await fetch(`${url}!AutoApplyOrder`, {
    method: 'POST',
    body: new URLSearchParams(sample),
  });
  return Number(new URLSearchParams(await response.text()).get('orderNumber'));
};
const ledgerOf = ({ controlUrl }: RunningSimulator) => new ControlClient(controlUrl).ledger();

describe('a ledger with a data directory', () => {
  it('has every purchase on the disk by the time its reply arrives', async () => {
    const simulator = await start();
    expect(await fileOrders()).toEqual([]);
    const bought = await buy(simulator);
    expect(await fileOrders()).toEqual([bought]);
  });

  it('is nothing that other users may read', async () => {
    await start();
    const modes = await Promise.all([join(dataDir, 'below'), file()].map((path) => stat(path)));
    expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0]);
  });

  it('keeps parallel purchases apart and in order', async () => {
    const simulator = await start();
    const bought = await Promise.all(Array.from({ length: 40 }, () => buy(simulator)));
    expect(new Set(bought).size).toBe(40);
    expect(await fileOrders()).toEqual(bought.sort());
  });

  it('survives a restart and goes on with the next number', async () => {
    const first = await start();
    const bought = [await buy(first), await buy(first)];
    const before = await ledgerOf(first);
    await first.close();
    const second = await start();
    expect(await ledgerOf(second)).toEqual(before);
    expect(await buy(second)).toBe(Math.max(...bought) + 1);
    expect(await ledgerOf(second)).toHaveLength(3);
  });

  it.each(['{"orderNumber":99', '{"orderNumber":3040999}'])('drops the torn last line %s', async (torn) => {
    const first = await start();
    await buy(first);
    await first.close();
    await appendFile(file(), torn);
    const second = await start();
    expect(await ledgerOf(second)).toHaveLength(1);
    expect(await buy(second)).toBe(3040825);
    expect(await fileOrders()).toEqual([3040824, 3040825]);
  });

  it('does not start on a file that is no ledger', async () => {
    await (await start()).close();
    await writeFile(file(), 'not a purchase\n{"orderNumber":3040824}\n');
    await expect(start()).rejects.toThrow('ledger.jsonl, line 1 is not a purchase');
  });

  it('forgets its purchases on the disk too when the state is reset', async () => {
    const simulator = await start();
    await buy(simulator);
    await new ControlClient(simulator.controlUrl).reset();
    expect(await readFile(file(), 'utf8')).toBe('');
    expect(await buy(simulator)).toBe(3040824);
    expect(await fileOrders()).toEqual([3040824]);
  });

  it('keeps no password', async () => {
    await buy(await start());
    expect(await readFile(file(), 'utf8')).not.toContain(credentials.loginPassword);
  });
});
