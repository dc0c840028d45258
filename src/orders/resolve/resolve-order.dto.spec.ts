import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { resolutionFaults, type ResolveOrderDto } from './resolve-order.dto.js';

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      { readonly post: { readonly requestBody: { readonly content: Readonly<Record<string, Media>> } } }
    >
  >;
}
interface Media {
  readonly example?: ResolveOrderDto;
  readonly examples?: Readonly<Record<string, { readonly value: ResolveOrderDto }>>;
}

const { paths } = parse(readFileSync(path.resolve(__dirname, '../../../openapi.yaml'), 'utf8')) as Document;
const body = paths['/v1/orders/{id}/resolve']?.post.requestBody.content['application/json'];

describe('the words of an operator about an unknown outcome', () => {
  it('are accepted as openapi.yaml shows them, for each outcome', () => {
    const shown = [body?.example, ...Object.values(body?.examples ?? {}).map(({ value }) => value)].filter(
      (word) => word !== undefined,
    );
    expect(shown.map(({ outcome }) => outcome)).toEqual(['placed', 'not-placed']);
    expect(shown.flatMap(resolutionFaults)).toEqual([]);
  });

  it('must not mix members of both outcomes', () => {
    const mixed = {
      outcome: 'placed',
      sectigoOrderNumber: '3040824',
      resubmit: false,
      note: 'sure',
    } as const;
    expect(resolutionFaults(mixed)).toMatchObject([
      { pointer: '/resubmit', code: 'argument-not-applicable' },
    ]);
  });
});
