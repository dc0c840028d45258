import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type pg from 'pg';
import { parse } from 'yaml';
import { type EventRow } from '../../src/events/event-log.query.js';
import type * as events from '../../src/webhooks/feed/events.dto.js';
import type * as payload from '../../src/webhooks/deliver/delivery-payload.js';
import { type Document } from '../contract/openapi.js';
import { type ApiClient } from './api-client.js';

const ROOT = path.resolve(__dirname, '../..');

interface Validator {
  readonly errors?: unknown;
  (value: unknown): boolean;
}
type Ajv = new (options: object) => {
  addSchema(schema: object, key: string): void;
  compile(schema: object): Validator;
};

type Described = Document & {
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly requestBody: object } }>>;
};

/** Throws where something that happened is told in another way than openapi.yaml says: in lists, to webhooks, in timelines. */
export async function checkEvents(gateway: {
  readonly sql: pg.Pool;
  readonly operator: ApiClient;
}): Promise<void> {
  const { toEventResponse } = (await globalThis.importBuilt(
    'dist/webhooks/feed/events.dto.js',
  )) as typeof events;
  const { payloadOf } = (await globalThis.importBuilt(
    'dist/webhooks/deliver/delivery-payload.js',
  )) as typeof payload;
  const document = parse(readFileSync(path.join(ROOT, 'openapi.yaml'), 'utf8')) as Described;
  const validate = schemasOf(document);
  const { rows } = await gateway.sql.query<Omit<EventRow, 'seq'> & { readonly seq: string }>(
    `SELECT seq, order_id AS "orderId", client_id AS "clientId", type, version, data, created_at AS "createdAt" FROM events`,
  );
  for (const row of rows.map((one) => ({ ...one, seq: BigInt(one.seq) }))) {
    validate('/components/schemas/Event', toEventResponse(row));
    const sent = `/webhooks/${row.type}/post/requestBody/content/application~1json/schema`;
    validate(sent, JSON.parse(payloadOf(row)));
  }
  const orders = await gateway.sql.query<{ id: string }>('SELECT id FROM orders ORDER BY id DESC LIMIT 100');
  // the proxy looks at them
  for (const { id } of orders.rows) await gateway.operator.get(`/v1/orders/${id}/timeline`);
}

function schemasOf(document: Described): (pointer: string, value: unknown) => void {
  const require = createRequire(path.join(ROOT, 'tools/openapi/package.json'));
  const { default: Validators } = require('ajv/dist/2020') as { readonly default: Ajv };
  const ajv = new Validators({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, Validator>();
  return (pointer, value) => {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, check);
    if (!check(value))
      throw new Error(`${JSON.stringify(value)} is not ${pointer}: ${JSON.stringify(check.errors)}`);
  };
}
