import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { type FastifyInstance } from 'fastify';
import { FixedContent } from '../fixed-content.js';
import { readFiles, serveFiles } from '../serve-files.js';
import { DOCS_SCRIPT, docsPage } from './docs-page.js';
import { openApiDocument, toYaml } from './openapi-document.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ITS_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-16x16.png', 'favicon-32x32.png'];
const HTML = 'text/html; charset=utf-8';

/** Swagger UI at `/docs`, the document at `/docs/openapi.json` and `/docs/openapi.yaml`. */
export function serveOpenApi(app: INestApplication, fastify: FastifyInstance): void {
  const document = once(() => openApiDocument(app));
  const within = new FixedContent(docsPage('./'), HTML);
  const served = {
    '/docs': () => new FixedContent(docsPage('./docs/'), HTML),
    '/docs/': () => within,
    '/docs/openapi.json': () =>
      new FixedContent(JSON.stringify(document()), 'application/json; charset=utf-8'),
    '/docs/openapi.yaml': () => new FixedContent(toYaml(document()), 'text/yaml; charset=utf-8'),
  };
  for (const [url, make] of Object.entries(served)) {
    // made when it is first asked for: no start waits for the document
    const content = once(make);
    fastify.get(url, (request, reply) => content().send(request, reply));
  }
  const files = new Map([
    ...readFiles(SWAGGER_UI, { names: ITS_FILES }),
    ['index.html', within],
    ['swagger-ui-init.js', new FixedContent(DOCS_SCRIPT, 'text/javascript; charset=utf-8')],
  ]);
  serveFiles(fastify, '/docs/', files);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
