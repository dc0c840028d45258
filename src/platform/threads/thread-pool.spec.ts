import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HopelessJob } from './job-thread.js';
import { ThreadPool } from './thread-pool.js';

interface Job {
  readonly name: string;
  readonly n?: number;
  readonly cell?: SharedArrayBuffer;
}

const entry = (name: string): URL =>
  pathToFileURL(join(__dirname, '../../../test/fixtures/threads', `${name}.mjs`));
const aCell = (): SharedArrayBuffer => new SharedArrayBuffer(4);

describe('threads', () => {
  const pools: ThreadPool<Job, unknown>[] = [];
  const pool = (threads = 1, deadlineMs = 60_000, name = 'odd-jobs'): ThreadPool<Job, unknown> => {
    const made = new ThreadPool<Job, unknown>({ entry: entry(name), threads, deadlineMs });
    pools.push(made);
    return made;
  };
  afterEach(() => Promise.all(pools.splice(0).map((made) => made.close())));

  it('do jobs, one after the other, and stay', async () => {
    const threads = pool();
    const jobs = Array.from({ length: 20 }, (_, n) => threads.run({ name: 'double', n }));
    expect(await Promise.all(jobs)).toEqual(Array.from({ length: 20 }, (_, n) => 2 * n));
    expect(await threads.run({ name: 'thread' })).toBe(await threads.run({ name: 'thread' }));
  });

  it('do jobs beside each other, as many as there are threads', async () => {
    const threads = pool(2);
    const cell = aCell();
    const waits = threads.run({ name: 'wait', cell });
    expect(await threads.run({ name: 'double', n: 4 })).toBe(8);
    Atomics.store(new Int32Array(cell), 0, 1);
    Atomics.notify(new Int32Array(cell), 0);
    await waits;
  });

  it('know nothing of the environment', async () => {
    expect(await pool().run({ name: 'environment' })).toEqual([]);
  });

  it('are given up with a job that takes too long, and the next job gets a new one', async () => {
    const threads = pool(1, 2_000);
    const hopeless = expect(threads.run({ name: 'run for ever' })).rejects.toThrow(HopelessJob);
    const next = threads.run({ name: 'double', n: 1 });
    await hopeless;
    expect(await next).toBe(2);
  });

  it.each(['throw', 'exit', 'use up the memory'])(
    'that break down over a job twice (%s) leave it, and others are done',
    async (name) => {
      const threads = pool();
      const hopeless = expect(threads.run({ name })).rejects.toThrow(HopelessJob);
      const next = threads.run({ name: 'double', n: 1 });
      await hopeless;
      expect(await next).toBe(2);
    },
  );

  it('that break down by accident lose no job', async () => {
    expect(await pool().run({ name: 'exit at first', cell: aCell() })).toBe('done');
  });

  it('that cannot start are nothing that a job is at fault for', async () => {
    const threads = pool(1, 60_000, 'no-start');
    await expect(threads.run({ name: 'double' })).rejects.toThrow('this thread cannot start');
    await expect(threads.run({ name: 'double' })).rejects.not.toThrow(HopelessJob);
  });

  it('end with their pool, whatever they are at', async () => {
    const threads = pool(2);
    await threads.run({ name: 'double', n: 1 });
    const jobs = [1, 2, 3].map(() => expect(threads.run({ name: 'run for ever' })).rejects.toThrow());
    await threads.close();
    await Promise.all(jobs);
    await expect(threads.run({ name: 'double', n: 1 })).rejects.toThrow('the threads are closed');
  });
});
