import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FastifyInstance } from 'fastify';
import { readFiles } from './serve-files.js';

const INLINE_SCRIPT = /<script(?![^>]* src=)[^>]*>([^]*?)<\/script>/g;

/** The documentation site at `/guide`, where `npm run guide` has built it. Its scripts are ours, and a few inline ones, by their hashes. */
export function serveGuide(fastify: FastifyInstance, folder: string): void {
  if (!existsSync(folder)) return;
  const files = readFiles(folder);
  const pages = [...files.keys()].filter((name) => name.endsWith('.html'));
  const policies = new Map(pages.map((name) => [name, policyOf(readFileSync(join(folder, name), 'utf8'))]));
  fastify.get('/guide', (_request, reply) => reply.redirect('/guide/'));
  fastify.get<{ Params: { '*': string } }>('/guide/*', async (request, reply) => {
    const asked = request.params['*'];
    const name = [asked, `${asked}.html`, `${asked}index.html`].find((file) => files.has(file));
    const file = name === undefined ? undefined : files.get(name);
    if (name === undefined || file === undefined) {
      reply.callNotFound();
      return reply;
    }
    const policy = policies.get(name);
    if (policy !== undefined) void reply.header('content-security-policy', policy);
    return file.send(request, reply);
  });
}

function policyOf(page: string): string {
  const hashes = [...page.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    ["script-src 'self'", ...new Set(hashes)].join(' '),
    // colours of code are written at each word
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
