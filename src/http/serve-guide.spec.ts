import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { serveGuide } from './serve-guide.js';

describe('the guide', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
  const server = fastify();
  beforeAll(() => {
    mkdirSync(path.join(folder, 'adr'));
    writeFileSync(path.join(folder, 'index.html'), '<script>let a = 1</script><script src="/a.js"></script>');
    writeFileSync(path.join(folder, 'callers.html'), 'for callers');
    writeFileSync(path.join(folder, 'adr/index.html'), 'decisions');
    serveGuide(server, folder);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['/guide/callers', 'for callers'],
    ['/guide/callers.html', 'for callers'],
    ['/guide/adr/', 'decisions'],
  ])('answers %s', async (url, text) => {
    const { statusCode, body } = await server.inject(url);
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: text });
  });

  it('leads to its first page, and has no others than were built', async () => {
    expect((await server.inject('/guide')).headers.location).toBe('/guide/');
    expect((await server.inject('/guide/../package.json')).statusCode).toBe(404);
  });

  it("lets browsers run its own scripts and the page's inline ones, and no others", async () => {
    const { headers } = await server.inject('/guide/');
    const hash = createHash('sha256').update('let a = 1').digest('base64');
    expect(headers['content-security-policy']).toContain(`script-src 'self' 'sha256-${hash}';`);
  });

  it('is absent where it was not built', async () => {
    const other = fastify();
    serveGuide(other, path.join(folder, 'nowhere'));
    expect((await other.inject('/guide/')).statusCode).toBe(404);
  });
});
