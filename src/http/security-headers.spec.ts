import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { sendSecurityHeaders } from './security-headers.js';

describe('security headers', () => {
  const server = fastify();
  beforeAll(async () => {
    await sendSecurityHeaders(server);
    server.get('/v1/orders', (_request, reply) => reply.send({}));
    server.get('/docs', (_request, reply) => reply.type('text/html').send('<p>'));
    server.get('/dashboard', (_request, reply) =>
      reply.header('content-security-policy', "default-src 'none'").type('text/html').send('<p>'),
    );
  });
  afterAll(() => server.close());

  const headersOf = async (url: string) => (await server.inject(url)).headers;

  it.each(['/v1/orders', '/docs', '/dashboard', '/none'])(
    'of %s: nobody keeps it or guesses its type',
    async (url) => {
      expect(await headersOf(url)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      });
    },
  );

  it('of the API let a browser do nothing with an answer', async () => {
    expect((await headersOf('/v1/orders'))['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });

  it('of a page let it have what is ours', async () => {
    const headers = await headersOf('/docs');
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';.*script-src 'self';/);
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });

  it('of a page with a policy of its own are that policy', async () => {
    expect((await headersOf('/dashboard'))['content-security-policy']).toBe("default-src 'none'");
  });
});
