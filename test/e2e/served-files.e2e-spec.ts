import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { problemOf } from '../factories/answers.js';
import { ApiClient } from '../support/api-client.js';
import { OPERATOR_KEY, withGateway } from '../support/gateway.js';
import { RawConnection, request } from '../support/raw-connection.js';

const OPENAPI_YAML = readFileSync(path.resolve('openapi.yaml'), 'utf8');
const GZIP = { 'accept-encoding': 'gzip' };

describe('what is the same for everybody', () => {
  const gateway = withGateway({ role: 'api' });
  let anybody: ApiClient;
  let asset: string;
  beforeAll(async () => {
    anybody = new ApiClient(gateway.url, null);
    const page = await anybody.get('/dashboard');
    asset = /src="(\/dashboard\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? '';
  });

  /** Every kind of it, and who may see it. */
  const served = (): [string, ApiClient][] => [
    ['/docs/openapi.json', anybody],
    ['/docs/openapi.yaml', anybody],
    ['/docs/swagger-ui-bundle.js', anybody],
    ['/docs/swagger-ui.css', anybody],
    ['/docs', anybody],
    ['/docs/favicon-32x32.png', anybody],
    [asset, anybody],
    ['/queues/static/images/logo.svg', new ApiClient(gateway.url, OPERATOR_KEY)],
  ];

  it('has one strong tag in each encoding, and is not sent to who knows it', async () => {
    for (const [url, client] of served()) {
      for (const accepted of [{ 'accept-encoding': 'identity' }, GZIP]) {
        const whole = await client.get(url, accepted);
        const tag = whole.headers.get('etag') ?? '';
        expect([url, whole.status, tag]).toEqual([url, 200, expect.stringMatching(/^"[\w-]+"$/)]);
        for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
          const answer = await client.get(url, { ...accepted, 'if-none-match': known });
          expect([url, answer.status, answer.text]).toEqual([url, 304, '']);
          for (const name of ['etag', 'cache-control', 'vary'])
            expect(answer.headers.get(name)).toBe(whole.headers.get(name));
        }
        const other = await client.get(url, { ...accepted, 'if-none-match': '"other"' });
        expect([other.status, other.text]).toEqual([200, whole.text]);
      }
    }
  });

  it('is compressed for who takes that, and only then', async () => {
    const bytesOf = async (url: string, accepted: string): Promise<[string | null, Buffer]> => {
      const connection = new RawConnection(gateway.url);
      const headers = { 'accept-encoding': accepted, connection: 'close' };
      await connection.send(request('GET', url, headers)).closed;
      const at = connection.text.indexOf('\r\n\r\n');
      const [, encoding] = /\r\ncontent-encoding: (\S+)/i.exec(connection.text.slice(0, at)) ?? [];
      return [encoding ?? null, Buffer.from(connection.text.slice(at + 4), 'latin1')];
    };
    for (const url of ['/docs/openapi.json', '/docs/swagger-ui.css', asset]) {
      const [none, plain] = await bytesOf(url, 'identity');
      expect(none).toBeNull();
      for (const accepted of ['gzip', 'br, gzip;q=0.8', 'GZIP', '*', 'deflate, gzip, br']) {
        const [encoding, bytes] = await bytesOf(url, accepted);
        expect([encoding, bytes.length < plain.length / 2]).toEqual(['gzip', true]);
        expect(gunzipSync(bytes).equals(plain)).toBe(true);
      }
      for (const accepted of ['', 'br', 'gzip;q=0', 'identity, gzip;q=0.5', 'nonsense'])
        expect((await bytesOf(url, accepted))[0]).toBeNull();
    }
    expect((await bytesOf('/docs/favicon-32x32.png', 'gzip'))[0]).toBeNull();
  });

  it('has the same head for HEAD, and no body', async () => {
    for (const [url, client] of served()) {
      const [whole, head] = [await client.get(url, GZIP), await client.send('HEAD', url, undefined, GZIP)];
      expect([url, head.status, head.text]).toEqual([url, 200, '']);
      for (const name of ['etag', 'content-type', 'content-encoding', 'cache-control', 'content-length'])
        expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    }
  });

  it('is nothing beside what it is', async () => {
    for (const url of [
      '/docs/package.json',
      '/docs/swagger-ui-bundle.js.map',
      '/docs/..%2fpackage.json',
      '/docs/__proto__',
      '/docs/constructor',
      '/dashboard/assets/none.js',
      '/dashboard/assets/..%2findex.html',
      '/dashboard/assets/',
    ])
      problemOf(await anybody.get(url), 404, 'not-found');
    problemOf(await gateway.operator.get('/queues/static/none.js'), 404, 'not-found');
  });

  it('is kept as long as it may be', async () => {
    const keptFor = async (url: string): Promise<string | null> =>
      (await gateway.operator.get(url)).headers.get('cache-control');
    expect(await keptFor(asset)).toBe('public, max-age=31536000, immutable');
    expect(await keptFor('/docs/openapi.json')).toBe('no-cache');
    expect(await keptFor('/queues/static/images/logo.svg')).toBe('private, no-cache');
    expect(await keptFor('/dashboard/assets/none.js')).toBe('no-store');
  });

  describe('as the document of the API', () => {
    it('is that of the repository', async () => {
      const yaml = await anybody.get('/docs/openapi.yaml');
      expect(yaml.headers.get('content-type')).toBe('text/yaml; charset=utf-8');
      expect(yaml.text).toBe(OPENAPI_YAML);
      const json = await anybody.get('/docs/openapi.json');
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(json.body).toEqual(parse(OPENAPI_YAML));
    });
  });

  describe('as Swagger UI', () => {
    it.each([
      ['/docs', '/docs/'],
      ['/docs/', '/docs/'],
      ['/docs/index.html', '/docs/'],
    ])('at %s has all its files, and scripts of ours alone', async (url) => {
      const page = await anybody.get(url);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/script-src 'self';/);
      expect(policy).toMatch(/default-src 'self';/);
      expect(page.text).not.toMatch(/<script>|<style|style=|https?:/);
      const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
        ([, file]) => new URL(file ?? '', gateway.url + url).pathname,
      );
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) expect([file, (await anybody.get(file)).status]).toEqual([file, 200]);
    });

    it('keeps no key in the browser', async () => {
      const { text } = await anybody.get('/docs/swagger-ui-init.js');
      expect(text).toContain('persistAuthorization: false');
      expect(text).not.toMatch(/persistAuthorization: true/);
    });
  });
});
