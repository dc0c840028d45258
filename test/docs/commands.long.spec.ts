import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Program } from '../support/program.js';
import { commandsOf, missingFrom, runCommands, settingsOf } from './page-commands.js';

jest.setTimeout(120_000);

const QUICK_START = 'docs/quick-start.md';
/** A page that begins in the middle: what its reader has set already. */
const SET = 'URL=http://localhost:3000; KEY=$(cat .data/client-key)';

describe('the commands of the pages, in the order in which they are written', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'newcomer-'));
  const program = new Program(undefined, { ...settingsOf(QUICK_START), WEBHOOK_ALLOW_PRIVATE: 'true' });
  beforeAll(async () => {
    await program.start();
    symlinkSync(program.dataDir, path.join(folder, '.data'));
  });
  afterAll(async () => {
    await program.stop();
    for (const made of [folder, program.dataDir]) rmSync(made, { recursive: true, force: true });
  });

  it.each([
    ['README.md', ''],
    [QUICK_START, ''],
    ['docs/callers.md', SET],
    ['docs/operators.md', SET],
  ])('of %s do what the page shows', async (page, before) => {
    const commands = commandsOf(page);
    const printed = await runCommands(commands, {
      cwd: folder,
      before,
      replace: (text) => text.replaceAll('http://localhost:3000', program.url),
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
