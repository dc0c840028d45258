import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { hasEnded, WORKER } from './worker-identity.js';

describe('a worker', () => {
  const named = (pid: number | undefined): string => WORKER.replace(`:${process.pid}@`, `:${pid}@`);

  it('bears the names of its host and process', () => {
    expect(WORKER.startsWith(`${hostname()}:${process.pid}`)).toBe(true);
  });

  it('has ended when its process on this machine is gone', () => {
    expect(hasEnded(named(spawnSync('true').pid))).toBe(true);
  });

  it.each([
    ['runs', WORKER],
    ['runs under another user', named(1)],
    ['is one of another machine', `${hostname()}:999999@000000000000`],
    ['does not say on which machine it runs', `${hostname()}:999999`],
  ])('is not taken for ended when it %s', (_, worker) => {
    expect(hasEnded(worker)).toBe(false);
  });
});
