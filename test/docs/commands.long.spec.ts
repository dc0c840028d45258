import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator } from '../../packages/simulator/src/server.js';
import { loadBuilt } from '../support/built.js';
import { Program } from '../support/program.js';
import { commandsOf, missingFrom, runCommands, settingsOf } from './page-commands.js';

jest.setTimeout(120_000);

const QUICK_START = 'docs/quick-start.md';
/** A page that begins in the middle: what its reader has set already. */
const SET = 'URL=http://localhost:3000; KEY=$(cat .data/client-key)';
const ACCOUNT = { loginName: 'reseller', loginPassword: 'password' };
/** The command on the path, with the settings of an account. It asks nothing: there is nobody at a terminal. */
const VERIFYING = `sectigo-gateway() {
  SECTIGO_URL=http://sectigo.invalid/ SECTIGO_LOGIN_NAME=${ACCOUNT.loginName} SECTIGO_LOGIN_PASSWORD=${ACCOUNT.loginPassword} \\
    node ${path.resolve(__dirname, '../../dist/cli.js')} "$@" --yes
}`;

describe('the commands of the pages, in the order in which they are written', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'newcomer-'));
  const program = new Program(undefined, { ...settingsOf(QUICK_START), WEBHOOK_ALLOW_PRIVATE: 'true' });
  let sectigo: RunningSimulator;
  beforeAll(async () => {
    await program.start();
    sectigo = await (await loadBuilt()).startSimulator(ACCOUNT);
    await new ControlClient(sectigo.controlUrl).changeAccount({
      parameterNames: { 41: 'customerEmail', 53: 'callbackTemplateId', 54: 'subscriberAgreementTemplateId' },
      errorCodes: { 25: -211, 26: -71, 28: -213, 29: -74, 40: -130 },
      credit: '1000.00',
      foreignOrderNumbers: true,
    });
    symlinkSync(program.dataDir, path.join(folder, '.data'));
  });
  afterAll(async () => {
    await sectigo.close();
    await program.stop();
    for (const made of [folder, program.dataDir]) rmSync(made, { recursive: true, force: true });
  });

  it.each([
    ['README.md', ''],
    [QUICK_START, ''],
    ['docs/callers.md', SET],
    ['docs/operators.md', SET],
    ['docs/GOING-LIVE.md', `${SET}\n${VERIFYING}`],
  ])('of %s do what the page shows', async (page, before) => {
    const commands = commandsOf(page);
    const printed = await runCommands(commands, {
      cwd: folder,
      before,
      replace: (text) =>
        text
          .replaceAll('http://localhost:3000', program.url)
          .replaceAll('http://sectigo.invalid/', sectigo.url),
    });
    const missing = commands.map(({ script, shown }, index) => ({
      script,
      printed: printed[index],
      missing: missingFrom(printed[index] ?? '', shown),
    }));
    expect(commands).not.toEqual([]);
    expect(missing.filter((command) => command.missing !== undefined)).toEqual([]);
  });
});
