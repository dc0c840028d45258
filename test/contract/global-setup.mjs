import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import startServers from '../global-setup.mjs';

/** The tests note their traffic in a file, for the teardown to read. */
export default async function globalSetup() {
  process.env.CONTRACT_TRAFFIC = path.join(mkdtempSync(path.join(os.tmpdir(), 'contract-')), 'traffic.txt');
  writeFileSync(process.env.CONTRACT_TRAFFIC, '');
  await startServers();
}
