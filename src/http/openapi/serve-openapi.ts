import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type FastifyInstance } from 'fastify';
import { FixedContent } from '../fixed-content.js';
import { readFiles, serveFiles } from '../serve-files.js';
import { DOCS_SCRIPT, docsPage } from './docs-page.js';
import { jsonAt, SERVED_JSON, SERVED_YAML, yamlAt } from './served-document.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ITS_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-16x16.png', 'favicon-32x32.png'];
const HTML = 'text/html; charset=utf-8';

/** Swagger UI at `/docs`, the document at `/docs/openapi.json` and `/docs/openapi.yaml`. */
export function serveOpenApi(fastify: FastifyInstance, publicUrl: string | undefined): void {
  const beside = new FixedContent(docsPage('./docs/'), HTML);
  const within = new FixedContent(docsPage('./'), HTML);
  fastify.get('/docs', (request, reply) => beside.send(request, reply));
  fastify.get('/docs/', (request, reply) => within.send(request, reply));
  const files = new Map([
    ...readFiles(SWAGGER_UI, { names: ITS_FILES }),
    [
      'openapi.json',
      new FixedContent(
        jsonAt(publicUrl, readFileSync(SERVED_JSON, 'utf8')),
        'application/json; charset=utf-8',
      ),
    ],
    [
      'openapi.yaml',
      new FixedContent(yamlAt(publicUrl, readFileSync(SERVED_YAML, 'utf8')), 'text/yaml; charset=utf-8'),
    ],
    ['index.html', within],
    ['swagger-ui-init.js', new FixedContent(DOCS_SCRIPT, 'text/javascript; charset=utf-8')],
  ]);
  serveFiles(fastify, '/docs/', files);
}
