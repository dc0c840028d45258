/**
 * Compares how many orders builds of the gateway accept in a second: each folder is a build (`npm run build`), and they take
 * turns, so that a noisy machine is noisy for all of them. Each gets a Postgres of its own; nothing is sent to Sectigo.
 *
 *   [ROUNDS=3] [SECONDS=6] node test/bench/accepting.mjs <folder> [<folder> …]
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const CONNECTIONS = 32;
const WARM_UP_MS = 2_000;
const OPERATOR_KEY = 'operator-key-of-the-benchmark';
const { ROUNDS: rounds = '3', SECONDS: seconds = '6' } = process.env;
const folders = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function call(port, method, target, key, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const request = http.request({ port, method, path: target, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject).end(JSON.stringify(body));
  });
}

function anOrder() {
  const name = `Bench ${randomUUID()}`;
  return {
    certificateType: 'organization',
    provisioning: { method: 'deferred' },
    organization: {
      name,
      address: {
        line1: 'Elm Street 12',
        city: 'Los Angeles',
        stateOrProvince: 'CA',
        postalCode: '90002',
        country: 'US',
      },
    },
    applicant: { jobTitle: 'Mr', firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com' },
  };
}

async function start(folder, index) {
  const port = 4_300 + index;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'gateway-bench-'));
  const settings = { ROLE: 'api', PORT: String(port), DATA_DIR: dataDir, OPERATOR_KEY, LOG_LEVEL: 'silent' };
  const { PATH, HOME } = process.env;
  // older builds have it elsewhere
  const programs = ['packages/dev/dist/start.js', 'dist/start.js', 'dist/main.js'].map((program) =>
    path.resolve(folder, program),
  );
  const child = spawn(process.execPath, [programs.find(existsSync)], {
    env: { PATH, HOME, ...settings },
    cwd: dataDir, // where no .env is
    stdio: 'ignore',
  });
  for (;;) {
    const made = await call(port, 'POST', '/v1/clients', OPERATOR_KEY, { name: 'bench' }).catch(() => null);
    if (made?.status === 201)
      return { folder, port, child, dataDir, key: JSON.parse(made.text).key, rates: [] };
    await pause(200);
  }
}

/** Accepted orders a second, over so long. */
async function load({ port, key }, forMs) {
  let accepted = 0;
  const until = performance.now() + forMs;
  const caller = async () => {
    while (performance.now() < until) {
      const { status, text } = await call(port, 'POST', '/v1/orders', key, anOrder());
      if (status !== 202) throw new Error(`${status} ${text}`);
      accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  return (accepted * 1_000) / forMs;
}

const builds = [];
for (const [index, folder] of folders.entries()) builds.push(await start(folder, index));
for (const build of builds) await load(build, WARM_UP_MS);
for (let round = 0; round < Number(rounds); round += 1) {
  for (const build of builds) build.rates.push(await load(build, Number(seconds) * 1_000));
}
for (const { folder, rates, child, dataDir } of builds) {
  console.log(`${folder}: ${rates.map((rate) => rate.toFixed(0)).join(', ')} orders a second`);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true });
}
agent.destroy();
