import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Generates clients from openapi.yaml, compiles them strictly, and lets each call a gateway that runs for it. */
const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, '../..');
const DOCUMENT = path.join(ROOT, 'openapi.yaml');
const CLIENTS = ['openapi-typescript', 'hey-api', 'orval'];
const OPERATOR_KEY = 'operator-key-of-the-generators';
const PUSHES = { user: 'sectigo', password: 'of the generators' };

const work = mkdtempSync(path.join(tmpdir(), 'generators-'));
const bin = (name) => path.join(HERE, 'node_modules/.bin', name);
const run = (name, ...args) =>
  execFileSync(bin(name), args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });

async function eventually(look, withinMs = 90_000) {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`nothing after ${withinMs} ms`);
    await pause(200);
  }
}

async function send(method, url, body, headers = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}

/** The program as `npm start` runs it; build it first. */
async function startGateway() {
  const dataDir = path.join(work, 'data');
  const settings = {
    PORT: '0',
    // empty: its own
    DATABASE_URL: '',
    REDIS_URL: '',
    DATA_DIR: dataDir,
    OPERATOR_KEY,
    NOTIFICATION_USER: PUSHES.user,
    NOTIFICATION_PASSWORD: PUSHES.password,
  };
  const child = spawn(process.execPath, [path.join(ROOT, 'packages/dev/dist/start.js')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`the gateway ended:\n${printed.slice(-2_000)}`);
    return /^First order/m.test(printed) && /^Sectigo gateway +(http\S+)$/m.exec(printed)?.[1];
  });
  const read = (name) => readFileSync(path.join(dataDir, name), 'utf8').trim();
  const stop = () => {
    child.kill();
    return ended;
  };
  return { url, key: read('client-key'), control: read('simulator-control').replace(/\/?$/, '/'), stop };
}

function generate(url) {
  run('openapi-typescript', DOCUMENT, '--default-non-nullable=false', '-o', 'sdk/openapi-typescript.ts');
  run(
    'openapi-ts',
    '-i',
    DOCUMENT,
    '-o',
    'sdk/hey-api',
    '-c',
    '@hey-api/client-fetch',
    '--no-log-file',
    '--silent',
  );
  const output = { target: 'sdk/orval.ts', client: 'fetch', baseUrl: url };
  const config = { gateway: { input: DOCUMENT, output } };
  writeFileSync(path.join(work, 'orval.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  run('orval', '--config', 'orval.config.mjs');
}

function compile() {
  const compilerOptions = {
    strict: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
    outDir: 'out',
    rootDir: '.',
  };
  writeFileSync(path.join(work, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(
    path.join(work, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', 'sdk'] }),
  );
  execFileSync(bin('tsc'), ['-p', work], { cwd: work, stdio: 'inherit' });
}

async function callAll({ url, key, control }) {
  await send('PUT', `${control}push`, {
    url: `${url}/sectigo/notifications`,
    ...PUSHES,
    withCertificate: true,
  });
  const operator = { authorization: `Bearer ${OPERATOR_KEY}` };
  const submissions = `${url}/v1/ops/submissions`;
  const world = {
    url,
    key,
    issue: async (orderNumber) => {
      await send('POST', `${control}certificates`, { orderNumber: Number(orderNumber), state: 'issued' });
      const search = `${url}/v1/orders?sectigoOrderNumber=${orderNumber}`;
      await eventually(async () => {
        const { data } = await (await fetch(search, { headers: { authorization: `Bearer ${key}` } })).json();
        return data[0]?.certificate.status === 'issued';
      });
    },
    paused: async (act) => {
      await send('POST', `${submissions}/pause`, { reason: 'a client is tried' }, operator);
      const result = await act();
      await send('POST', `${submissions}/resume`, {}, operator);
      return result;
    },
  };
  const require = createRequire(path.join(work, 'out/'));
  for (const client of CLIENTS) {
    console.log(client);
    await require(`./${client}.js`).calls(world);
  }
}

symlinkSync(path.join(HERE, 'node_modules'), path.join(work, 'node_modules'));
cpSync(path.join(HERE, 'calls'), work, { recursive: true });
let gateway;
try {
  gateway = await startGateway();
  generate(gateway.url);
  compile();
  await callAll(gateway);
} finally {
  await gateway?.stop();
  if (process.env.KEEP === undefined) rmSync(work, { recursive: true, force: true });
  else console.log(work);
}
