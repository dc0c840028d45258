// Builds the dashboard into dist/, unless the existing build was made from the same sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';

process.chdir(import.meta.dirname);

const OUT = 'dist';
const STAMP = `${OUT}/.inputs`;
/** All scripts and styles together, gzipped. */
const MOST_BYTES = 400_000;

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const digestOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(read(file));
  return hash.digest('hex');
};
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();

async function buildPage() {
  const inputs = digestOf([
    ...filesIn('src'),
    'index.html',
    'vite.config.mjs',
    'build.mjs',
    '../../package-lock.json',
  ]);
  if (read(STAMP) === inputs) return;
  const { build } = await import('vite');
  await build({ configFile: 'vite.config.mjs', logLevel: 'warn' });
  const bytes = gzippedBytes();
  if (bytes > MOST_BYTES)
    throw new Error(`the dashboard has ${bytes} bytes gzipped, more than ${MOST_BYTES}`);
  process.stdout.write(`dashboard: ${Math.round(bytes / 1_000)} kB gzipped\n`);
  writeFileSync(STAMP, inputs);
}

/** What a browser loads; the server compresses as it starts to serve. */
function gzippedBytes() {
  const sizes = filesIn(`${OUT}/assets`).map((file) => gzipSync(readFileSync(file)).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

await buildPage();
