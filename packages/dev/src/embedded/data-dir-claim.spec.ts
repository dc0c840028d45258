import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimDataDir } from './data-dir-claim.js';
import { writeIdentity } from './identity-file.js';
import { identify } from './process-identity.js';

describe('the claim on DATA_DIR', () => {
  let dataDir: string;
  const ownerFile = () => path.join(dataDir, 'gateway.pid');

  beforeEach(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gateway-claim-'));
  });

  afterEach(() => fs.rmSync(dataDir, { recursive: true }));

  it('refuses a second gateway until the first lets go', () => {
    const claim = claimDataDir(dataDir);
    expect(() => claimDataDir(dataDir)).toThrow(`in use by another gateway (process ${process.pid})`);
    claim.release();
    claimDataDir(dataDir).release();
    expect(fs.readdirSync(dataDir)).toEqual([]);
  });

  it('takes over from a gateway that was killed', async () => {
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)']);
    await once(owner, 'spawn');
    const identity = identify(owner.pid ?? 0);
    writeIdentity(ownerFile(), identity ?? { pid: 0, startedAt: '' });
    expect(() => claimDataDir(dataDir)).toThrow(`in use by another gateway (process ${owner.pid})`);

    owner.kill('SIGKILL');
    await once(owner, 'exit');
    claimDataDir(dataDir).release();
  });

  it('takes over when another process by now has the id of the former owner', () => {
    writeIdentity(ownerFile(), { pid: process.pid, startedAt: 'long ago' });
    claimDataDir(dataDir).release();
  });

  it.each(['', '{"pid":', '[]', '{"pid":"1","startedAt":1}'])(
    'takes over from a damaged owner file %j',
    (content) => {
      fs.writeFileSync(ownerFile(), content);
      claimDataDir(dataDir).release();
    },
  );

  it('leaves the claim of a successor alone', () => {
    const claim = claimDataDir(dataDir);
    writeIdentity(ownerFile(), { pid: process.pid, startedAt: 'later' });
    claim.release();
    expect(fs.existsSync(ownerFile())).toBe(true);
  });
});
