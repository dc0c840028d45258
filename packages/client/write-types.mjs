// Writes the types of the API from openapi.yaml, unless the existing ones were made from the same file.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const API = new URL('../../openapi.yaml', import.meta.url);
const TYPES = new URL('src/gateway-api.ts', import.meta.url);

const mark = `// of openapi.yaml ${createHash('sha256').update(readFileSync(API)).digest('hex')}\n`;
if (!existsSync(TYPES) || !readFileSync(TYPES, 'utf8').startsWith(mark)) {
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  writeFileSync(TYPES, mark + astToString(await openapiTS(API, { defaultNonNullable: false })));
}
