import { existsSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
/** Written by `npm run build`. */
const COMMIT = new URL('dist/commit', ROOT);

/** Which gateway this is. */
export interface Build {
  readonly version: string;
  /** `unknown` where it was built without git and without `COMMIT`. */
  readonly commit: string;
}

export const BUILD: Build = {
  version: (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version,
  commit: existsSync(COMMIT) ? readFileSync(COMMIT, 'utf8').trim() : 'unknown',
};
