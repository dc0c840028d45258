import { expect } from '@jest/globals';
import { ApiClient } from './api-client.js';

/** Series, such as `gateway_orders{status="queued"}`, and what they say. */
export type Series = ReadonlyMap<string, number>;

export async function scrapeOf({ url }: { readonly url: string }): Promise<Series> {
  const { status, text } = await new ApiClient(url, null).get('/metrics');
  expect(status).toBe(200);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]));
}
