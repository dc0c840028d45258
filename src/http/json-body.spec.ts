import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import fc from 'fast-check';
import { takeOnlyJson } from './json-body.js';
import { toOccurrence } from './problem/to-occurrence.js';

const server = fastify({ bodyLimit: 4_096 });
takeOnlyJson(server);
server.post('/', (request) => ({ received: request.body ?? null }));
server.setErrorHandler((error, _request, reply) => {
  void reply.status(400).send({ code: toOccurrence(error).code });
});
afterAll(() => server.close());

/** What the route received, or the code of the refusal. */
async function readingOf(
  payload: string | Buffer,
  contentType = 'application/json',
  others: Record<string, string> = {},
): Promise<{ received?: unknown; code?: string }> {
  const headers = { 'content-type': contentType, ...others };
  const { body } = await server.inject({ method: 'POST', url: '/', payload, headers });
  return JSON.parse(body) as { received?: unknown; code?: string };
}

const nested = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + close.repeat(depth);

describe('a body', () => {
  it.each<[string, unknown]>([
    ['{"a":"é ☃ 𝄞"}', { a: 'é ☃ 𝄞' }],
    ['  [1, null, true]\r\n', [1, null, true]],
    ['"text"', 'text'],
    ['{"a":"}]}]}]\\"{{{{"}', { a: '}]}]}]"{{{{' }],
    ['{"a":"\\\\"}', { a: '\\' }],
    ['{"constructor":1}', { constructor: 1 }],
  ])('of %s is read', async (body, received) => {
    expect(await readingOf(body)).toEqual({ received });
    expect(await readingOf(body, 'application/json; charset=utf-8')).toEqual({ received });
  });

  it('that is empty is no body', async () => {
    expect(await readingOf('')).toEqual({ received: null });
    expect(await readingOf('', 'application/json; charset=utf-8')).toEqual({ received: null });
  });

  it.each([
    ['white space alone', ' '],
    ['half a document', '{"a":'],
    ['words', 'hello'],
    ['a comma too many', '{"a":1,}'],
    ['two documents', '{}{}'],
    ['__proto__', '{"__proto__":{"a":1}}'],
    ['an escaped __proto__', '{"\\u005f_proto__":{"a":1}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"a":1}}}'],
    ['NaN', '{"a":NaN}'],
  ])('of %s is malformed', async (_, body) => {
    expect(await readingOf(body)).toEqual({ code: 'malformed-request' });
  });

  it.each([
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1')],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['half a character', Buffer.from([0x22, 0xe2, 0x98, 0x22])],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ])('in %s is malformed', async (_, body) => {
    expect(await readingOf(body)).toEqual({ code: 'malformed-request' });
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'as %s is no JSON',
    async (contentType) => {
      expect(await readingOf('{}', contentType)).toEqual({ code: 'unsupported-media-type' });
    },
  );

  it.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd', 'compress', 'identity, gzip', 'nonsense'])(
    'in the encoding %s is not taken, whatever it is',
    async (encoding) => {
      for (const body of [gzipSync('{"a":1}'), '{"a":1}']) {
        const refused = await readingOf(body, 'application/json', { 'content-encoding': encoding });
        expect(refused).toEqual({ code: 'unsupported-media-type' });
      }
    },
  );

  it.each(['identity', 'Identity', '', 'identity, identity'])(
    'in the encoding %j is read',
    async (encoding) => {
      const headers = { 'content-encoding': encoding };
      expect(await readingOf('{"a":1}', 'application/json', headers)).toEqual({ received: { a: 1 } });
    },
  );

  it('that is not there has no encoding, whatever is said', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect(await readingOf('', 'application/json', headers)).toEqual({ received: null });
  });

  it('over the limit is too large', async () => {
    expect(await readingOf(JSON.stringify('a'.repeat(4_096)))).toEqual({ code: 'payload-too-large' });
  });
});

describe('the depth of a body', () => {
  it('may be 16 levels and no more', async () => {
    expect(await readingOf(nested(16))).toHaveProperty('received');
    expect(await readingOf(nested(17))).toEqual({ code: 'malformed-request' });
    expect(await readingOf(nested(16, '{"a":', '}').replace(':}', ':1}'))).toHaveProperty('received');
    expect(await readingOf(nested(17, '{"a":', '}').replace(':}', ':1}'))).toEqual({
      code: 'malformed-request',
    });
    expect(await readingOf('['.repeat(4_000))).toEqual({ code: 'malformed-request' });
  });

  it('does not count what was closed', async () => {
    expect(await readingOf(`[${Array(50).fill(nested(15)).join(',')}]`)).toHaveProperty('received');
  });

  it('does not count brackets in strings', async () => {
    const brackets = fc.array(fc.constantFrom('[', '{', ']', '}', '"', '\\', 'a'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(brackets, async (characters) => {
        const document = { [characters.join('')]: [characters.join('')] };
        expect(await readingOf(JSON.stringify(document))).toEqual({ received: document });
      }),
      { numRuns: 60 },
    );
  });

  it('counts in spite of strings', async () => {
    expect(await readingOf(`["\\"","\\\\",${nested(16)}]`)).toEqual({ code: 'malformed-request' });
  });
});
