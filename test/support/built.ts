import type * as readConfig from '../../src/config/read-config.js';
import type * as app from '../../src/create-app.js';
import type * as logger from '../../src/platform/logging/logger.js';
import type * as tracing from '../../src/platform/tracing/open-tracing.js';
import type * as simulator from '../../packages/simulator/src/server.js';

/** What tests use of the gateway and the simulator to run them within their own process. */
export type Built = Pick<
  typeof readConfig & typeof app & typeof logger & typeof tracing & typeof simulator,
  'createApp' | 'createLogger' | 'listen' | 'openTracing' | 'readConfig' | 'startSimulator'
>;

const PATHS = [
  'dist/config/read-config.js',
  'dist/create-app.js',
  'dist/platform/logging/logger.js',
  'dist/platform/tracing/open-tracing.js',
  'packages/simulator/dist/server.js',
];

declare global {
  /** Of `environment.mjs`. */
  var importBuilt: (path: string) => Promise<object>;
}

/** The built program: run `npm run build` after a change. */
export async function loadBuilt(): Promise<Built> {
  const modules = await Promise.all(PATHS.map((path) => globalThis.importBuilt(path)));
  return Object.assign({}, ...modules) as Built;
}
