import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import stopServers from '../global-teardown.mjs';
import { untested } from './untested.mjs';

/** Fails the run when openapi.yaml has an operation that was never served: of its answers nothing is known. */
export default async function globalTeardown() {
  await stopServers();
  const traffic = readFileSync(process.env.CONTRACT_TRAFFIC, 'utf8').trim().split('\n');
  rmSync(path.dirname(process.env.CONTRACT_TRAFFIC), { recursive: true });
  const missing = untested(parse(readFileSync('openapi.yaml', 'utf8')), traffic);
  process.stdout.write(`${traffic.length} exchanges agree with openapi.yaml or are reported above\n`);
  if (missing.length > 0) throw new Error(`never served: ${missing.join(', ')}`);
}
