import { beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

describe('the page at /dashboard', () => {
  const gateway = withGateway();
  let browser: ApiClient;
  beforeAll(() => {
    browser = new ApiClient(gateway.url, null);
  });

  const policyOf = ({ headers }: ApiResponse): string => headers.get('content-security-policy') ?? '';
  const filesOf = ({ text }: ApiResponse): string[] =>
    [...text.matchAll(/(?:src|href)="(\/dashboard\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');

  it.each(['/dashboard', '/dashboard/', '/dashboard/orders?status=held&q=x', '/dashboard/orders/ord_01'])(
    'is the same at %s, and is kept by no cache',
    async (path) => {
      const answer = await browser.get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.text).toContain('<div id="root"></div>');
    },
  );

  it('runs no script and no style but ours', async () => {
    const answer = await browser.get('/dashboard');
    expect(policyOf(answer)).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']{24}';/,
    );
    expect(policyOf(answer)).not.toContain('unsafe');
    expect(policyOf(answer)).toContain("frame-ancestors 'none'");
    expect(answer.text).not.toMatch(/<script(?![^>]* src=)|style="|https?:\/\//);
  });

  it('has a new nonce each time', async () => {
    const [one, two] = [await browser.get('/dashboard'), await browser.get('/dashboard')];
    const nonce = /'nonce-([^']+)'/.exec(policyOf(one))?.[1] ?? 'none';
    expect(one.text).toContain(`nonce="${nonce}"`);
    expect(policyOf(two)).not.toContain(nonce);
  });

  it('has files that may be kept for ever, gzipped for who takes that', async () => {
    const files = filesOf(await browser.get('/dashboard'));
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const file of files) {
      const plain = await browser.get(file, { 'accept-encoding': 'identity' });
      const gzipped = await browser.get(file, { 'accept-encoding': 'gzip' });
      expect(plain.headers.get('content-encoding')).toBeNull();
      const isSmall = Buffer.byteLength(plain.text) < 1_024;
      expect(gzipped.headers.get('content-encoding')).toBe(isSmall ? null : 'gzip');
      expect(gzipped.text).toBe(plain.text);
      for (const { status, headers } of [plain, gzipped]) {
        expect(status).toBe(200);
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    }
  });

  it.each([
    '/dashboard/assets/none.js',
    '/dashboard/assets/..%2findex.html',
    '/dashboard/assets/..%2f.inputs',
  ])('has no file %s', async (path) => {
    problemOf(await browser.get(path), 404, 'not-found');
  });

  it('has other methods for its session only', async () => {
    problemOf(await browser.post('/dashboard', {}), 405, 'method-not-allowed');
    problemOf(await browser.post('/dashboard/orders', {}), 404, 'not-found');
  });

  it('is not served by workers', async () => {
    const worker = await gateway.join({ role: 'worker' });
    problemOf(await new ApiClient(worker.url, null).get('/dashboard'), 404, 'not-found');
  });
});
