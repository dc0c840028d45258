import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { POSTGRES_BIN } from './servers.mjs';

const versionOf = (file) => /\d+(\.\d+)+/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }))[0];

/** What the figures depend on, beside the program. */
export function describeMachine() {
  const cores = os.cpus();
  return {
    date: new Date().toISOString(),
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    loadBefore: os.loadavg()[0],
    node: process.versions.node,
    postgres: versionOf(`${POSTGRES_BIN}/postgres`),
    redis: versionOf('redis-server'),
  };
}
