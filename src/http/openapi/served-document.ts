import { fileURLToPath } from 'node:url';

/** Made by the build from `openapi.yaml`, so a gateway needs no YAML or OpenAPI library. */
export const SERVED_YAML = servedFile('openapi.yaml');
export const SERVED_JSON = servedFile('openapi.json');

/**
 * The document as one gateway serves it: its public address first, then the address of the page. Put
 * into the text as the build left it, since nothing here reads such documents.
 */
export function jsonAt(publicUrl: string | undefined, json: string): string {
  if (publicUrl === undefined) return json;
  return json.replace('"servers":[', () => `"servers":[{"url":${JSON.stringify(publicUrl)}},`);
}

export function yamlAt(publicUrl: string | undefined, yaml: string): string {
  if (publicUrl === undefined) return yaml;
  return yaml.replace(/^servers:\n/m, (line) => `${line}  - url: ${JSON.stringify(publicUrl)}\n`);
}

function servedFile(name: string): string {
  return fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
}
