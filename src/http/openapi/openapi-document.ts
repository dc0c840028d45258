import { type INestApplication } from '@nestjs/common';
import * as swagger from '@nestjs/swagger';
import { stringify } from 'yaml';
import { annotate } from './annotations.js';
import { completeDocument } from './complete-document.js';
import { withPlainSchemaNames } from './schema-names.js';

const DESCRIPTION = `
Order Sectigo document-signing certificates with JSON. An order costs money and cannot be taken back, so every order
needs an \`Idempotency-Key\`: repeating a request is always safe. Errors are RFC 9457 problems; each \`type\` is a page
that explains it.

Times are RFC 3339 in UTC, money is a decimal string, ids are opaque. Fields and query parameters that are not described
here are refused with \`validation-failed\`; responses may get more members, so ignore those that you do not know.
`.trim();

/** The API as OpenAPI, from the code that serves it. */
export function openApiDocument(app: INestApplication): swagger.OpenAPIObject {
  annotate(swagger);
  const base = new swagger.DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Sectigo gateway')
    .setVersion('1')
    .setDescription(DESCRIPTION)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'A key such as sgk_…, or the operator key.',
    })
    .addTag('Orders', 'Order certificates and follow them.')
    .addTag('Orders (operators)', 'Retry and resolve orders, and see what is sent. For operators.')
    .addTag('Events', 'What happened to orders, as a list or live.')
    .addTag('Webhooks', 'Receive events by HTTP, signed as in Standard Webhooks.')
    .addTag('Clients', 'Who may order. For operators.')
    .addTag('Operations', 'Pause and resume what is sent to Sectigo. For operators.')
    .addTag('Problems', 'Every error that this API can answer with.')
    .addTag('Health', 'For monitors.')
    .build();
  base.info.contact = { name: 'The operators of this gateway' };
  const operationIdFactory = (_controller: string, method: string): string => method;
  const document = swagger.SwaggerModule.createDocument(app, base, { operationIdFactory });
  return withPlainSchemaNames(completeDocument(document));
}

/** As in the repository's `openapi.yaml`, to the byte. */
export function toYaml(document: swagger.OpenAPIObject): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 100 });
}
