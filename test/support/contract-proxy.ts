import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../faults/network/free-port.js';

const ROOT = path.resolve(__dirname, '../..');
const PRISM = path.join(ROOT, 'tools/openapi/node_modules/.bin/prism');

export interface Reached {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * How tests reach a gateway: directly, or in `npm run openapi:contract` through Prism's proxy, which holds every
 * request and response against openapi.yaml and says in a header what does not agree.
 */
export async function reach(url: string): Promise<Reached> {
  if (process.env['CONTRACT_TRAFFIC'] === undefined) return { url, stop: () => Promise.resolve() };
  const port = await freePort();
  const document = path.join(ROOT, 'openapi.yaml');
  const prism = spawn(PRISM, ['proxy', document, url, '--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // a test file that fails early stops nothing
  process.once('exit', () => prism.kill());
  const ended = new Promise<void>((resolve) => prism.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    prism.stdout.on('data', (chunk: Buffer) => chunk.includes('Prism is listening') && resolve());
    void ended.then(() => reject(new Error('Prism ended before it listened')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      prism.kill();
      return ended;
    },
  };
}

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

/**
 * Throws where the program and openapi.yaml disagree: a response that is not documented, or a request that the document
 * forbids and the program serves. Notes each exchange, so that the run can tell which operations nobody called.
 */
export function checkContract(method: string, url: string, response: Response): void {
  const traffic = process.env['CONTRACT_TRAFFIC'];
  if (traffic === undefined) return;
  appendFileSync(traffic, `${method} ${new URL(url).pathname} ${response.status}\n`);
  const violations = JSON.parse(response.headers.get('sl-violations') ?? '[]') as Violation[];
  const disagree = violations.filter(({ location: [side] }) => side === 'response' || response.status < 400);
  if (disagree.length === 0) return;
  const lines = disagree.map(({ location, message }) => `  ${location.join('.')}: ${message}`);
  throw new Error(
    [`${method} ${url} was answered ${response.status}, against openapi.yaml:`, ...lines].join('\n'),
  );
}
