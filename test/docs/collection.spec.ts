import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = path.resolve(__dirname, '../..');

interface Item {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly url: { readonly raw: string };
    readonly auth?: { readonly type: string; readonly bearer?: readonly { readonly value: string }[] };
    readonly header: readonly { readonly key: string; readonly value: string; readonly disabled?: boolean }[];
    readonly body?: { readonly raw: string };
  };
}
interface Collection {
  readonly item: readonly { readonly item: readonly Item[] }[];
  readonly variable: readonly { readonly key: string; readonly value: string }[];
}

const collection = JSON.parse(
  readFileSync(path.join(ROOT, 'docs/reference/sectigo-gateway.postman_collection.json'), 'utf8'),
) as Collection;
const requests = collection.item.flatMap(({ item }) => item);
const { paths } = parse(readFileSync(path.join(ROOT, 'openapi.yaml'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
};

describe('the collection', () => {
  it('has every operation of openapi.yaml once', () => {
    const described = Object.entries(paths).flatMap(([place, operations]) =>
      Object.keys(operations).map(
        (method) => `${method.toUpperCase()} ${place.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const called = requests.map(
      ({ request }) => `${request.method} ${request.url.raw.replace('{{url}}', '')}`,
    );
    expect(called.sort()).toEqual(described.sort());
  });

  it('leaves the idempotency key to its user, so that a repeated order stays one order', () => {
    const keys = requests
      .flatMap(({ request }) => request.header)
      .filter(({ key, disabled }) => key === 'Idempotency-Key' && disabled !== true);
    expect(keys.map(({ value }) => value)).toEqual(['{{idempotencyKey}}', '{{idempotencyKey}}']);
    expect(collection.variable.find(({ key }) => key === 'idempotencyKey')?.value).toBe('');
  });

  it('sends the operator key where an operator is needed, and only there', () => {
    const withOperatorKey = requests.filter(
      ({ request }) => request.auth?.bearer?.[0]?.value === '{{operatorKey}}',
    );
    const ofOperators = requests.filter(({ name }) => name.endsWith('(operators)'));
    expect(ofOperators).not.toEqual([]);
    expect(withOperatorKey).toEqual(ofOperators);
  });

  it('has a JSON body where there is one to send', () => {
    const place = requests.find(
      ({ request }) => request.method === 'POST' && request.url.raw === '{{url}}/v1/orders',
    );
    expect(JSON.parse(place?.request.body?.raw ?? '')).toMatchObject({ certificateType: 'organization' });
  });
});
