import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FastifyInstance, type FastifyReply } from 'fastify';
import { readFiles, serveFiles } from '../http/serve-files.js';

/** Where the page's template has the nonce of its answer. */
const NONCE = '__CSP_NONCE__';
const NONCE_BYTES = 16;
/** Where the page says whether Sectigo is the simulator. */
const SIMULATED = '__SIMULATED__';
/** And the host where people sign in as themselves; empty: nowhere. */
const SIGN_IN = '__SIGN_IN__';

export interface DashboardOptions {
  /** What `npm run build` made. */
  readonly folder: string;
  readonly simulated: boolean;
  readonly signInAt: string;
}

/**
 * The page at `/dashboard` and every path below it, which the page itself takes apart, and its files, whose names change
 * with their content.
 */
export function serveDashboard(
  fastify: FastifyInstance,
  { folder, simulated, signInAt }: DashboardOptions,
): void {
  const template = readFileSync(join(folder, 'index.html'), 'utf8')
    .replace(SIMULATED, String(simulated))
    .replace(SIGN_IN, signInAt);
  const page = (_request: unknown, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return reply
      .header('content-security-policy', policyWith(nonce))
      .type('text/html; charset=utf-8')
      .send(template.replaceAll(NONCE, nonce));
  };
  fastify.get('/dashboard', page);
  fastify.get('/dashboard/*', page);
  const assets = readFiles(join(folder, 'assets'), { cacheControl: 'public, max-age=31536000, immutable' });
  serveFiles(fastify, '/dashboard/assets/', assets);
}

/** Scripts and requests: ours alone. The component library writes its variables in one style element: hence the nonce. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // the queues
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
