import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reach, type Reached } from '../support/contract-proxy.js';
import { Program } from '../support/program.js';

jest.setTimeout(120_000);

const EXAMPLES = path.resolve(__dirname, '../../examples');
const run = promisify(execFile);

describe('the examples, on the program as npm start runs it', () => {
  const program = new Program();
  let reached: Reached;
  beforeAll(async () => {
    await program.start();
    reached = await reach(program.url);
  });
  afterAll(async () => {
    await reached.stop();
    await program.stop();
    rmSync(program.dataDir, { recursive: true, force: true });
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    GATEWAY_URL: reached.url,
    GATEWAY_KEY: program.client.key ?? '',
  });

  it('place and follow an order with curl', async () => {
    const { stdout } = await run('bash', [path.join(EXAMPLES, 'curl/place-and-follow.sh')], {
      env: environment(),
    });
    expect(stdout).toMatch(/^accepted ord_\w{26}\nplaced {3}Sectigo order number \d+, cost 210\.00\n$/);
  });

  it('place and follow an order with a typed client, made from openapi.yaml', async () => {
    const cwd = path.join(EXAMPLES, 'typescript');
    const { stdout } = await run('npm', ['start', '--silent'], { cwd, env: environment() });
    const [, first, again] = /accepted (ord_\w{26})\nagain {4}(ord_\w{26})\n/.exec(stdout) ?? [];
    expect(stdout).toContain('refused  /applicant/email must be an e-mail address');
    expect(again).toBe(first);
    expect(stdout).toMatch(/placed {3}Sectigo order number \d+, cost 210\.00/);
    expect(stdout).toMatch(/event order\.accepted\n[^]*attempt placed\n[^]*event order\.placed/);
  });
});
