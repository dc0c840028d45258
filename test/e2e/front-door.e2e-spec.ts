import { describe, expect, it } from '@jest/globals';
import { withGateway } from '../support/gateway.js';

describe('the bare address', () => {
  const gateway = withGateway();
  const ask = (method: string, accept: string): Promise<Response> =>
    fetch(`${gateway.url}/`, { method, headers: { accept }, redirect: 'manual' });

  it.each(['GET', 'HEAD'])('leads a browser to the dashboard: %s', async (method) => {
    const answer = await ask(method, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/dashboard']);
    expect(answer.headers.get('vary')).toMatch(/accept/i);
  });

  it.each(['*/*', 'application/json', 'application/json, text/html;q=0.5'])(
    'gives a program paths that are there: %s',
    async (accept) => {
      const answer = await ask('GET', accept);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        expect.stringMatching(/^application\/json/),
      ]);
      const links = (await answer.json()) as Record<string, string>;
      expect(Object.keys(links).sort()).toEqual(['dashboard', 'docs', 'health', 'openapi']);
      for (const path of Object.values(links)) {
        expect([path, (await fetch(gateway.url + path)).status]).toEqual([path, 200]);
      }
    },
  );

  it('answers HEAD without a body, and changes nothing', async () => {
    const answer = await ask('HEAD', '*/*');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect((await ask('POST', '*/*')).status).toBe(405);
  });
});
