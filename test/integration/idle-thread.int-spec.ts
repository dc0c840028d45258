import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const urlOf = (file: string): string => pathToFileURL(join(__dirname, '../..', file)).href;

it('a thread without a job keeps no process alive', async () => {
  const program = `
    import { JobThread } from '${urlOf('dist/platform/threads/job-thread.js')}';
    const thread = new JobThread(new URL('${urlOf('test/fixtures/threads/odd-jobs.mjs')}'));
    await thread.ready;
    console.log(await thread.run({ name: 'double', n: 21 }, 60_000));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect((await run).stdout).toBe('42\n');
});
