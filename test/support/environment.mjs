import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

const HERE = new URL('../../', import.meta.url);
/** With GATEWAY_TREE the gateway of another folder is tested: what an image holds, without development modules. */
const { GATEWAY_TREE, COVERAGE_DIR } = process.env;
const GATEWAY = GATEWAY_TREE ? pathToFileURL(`${GATEWAY_TREE}/`) : HERE;
const BUILT = new URL('dist/', GATEWAY).href;

/** Of what is built, for c8; jest itself sees only what it loads, and ends its workers before Node writes coverage. */
const profiler = COVERAGE_DIR ? await startProfiler() : undefined;

async function startProfiler() {
  // for the programs that tests start
  process.env.NODE_V8_COVERAGE = COVERAGE_DIR;
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return session;
}

/**
 * Lets tests import what is built, loaded by Node once per jest worker. Jest itself would load a gateway's 2,000 modules
 * for each test file again, and run them cold.
 */
export default class BuiltProgramEnvironment extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.global.importBuilt = (path) => import(new URL(path, path.startsWith('dist/') ? GATEWAY : HERE));
  }

  async teardown() {
    if (profiler) {
      const { result } = await profiler.post('Profiler.takePreciseCoverage');
      const ours = result.filter(({ url }) => url.startsWith(BUILT));
      writeFileSync(`${COVERAGE_DIR}/${randomUUID()}.json`, JSON.stringify({ result: ours }));
    }
    await super.teardown();
  }
}
