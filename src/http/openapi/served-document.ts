import { fileURLToPath } from 'node:url';

/** Made by the build from the repository's `openapi.yaml`, so that no gateway needs what writes or reads such documents. */
export const SERVED_YAML = servedFile('openapi.yaml');
export const SERVED_JSON = servedFile('openapi.json');

function servedFile(name: string): string {
  return fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
}
