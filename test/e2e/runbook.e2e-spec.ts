import { describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';
import { scrapeOf } from '../support/scrape.js';

describe('the runbook', () => {
  const gateway = withGateway({ role: 'api' });

  it('is where the gateway says that it is, for people without a key', async () => {
    const series = [...(await scrapeOf(gateway)).keys()];
    const [, url = ''] = /^gateway_runbook_info\{url="(.+)"\}$/m.exec(series.join('\n')) ?? [];
    expect(url).toBe(`${gateway.url}/runbook`);

    const answer = await new ApiClient(gateway.url, null).get('/runbook');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /default-src 'self'.*frame-ancestors 'self'/,
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.text).toContain('<span id="GatewayDown">');
  });

  it('may be elsewhere, and a worker says nothing of it', async () => {
    await gateway.restart({ role: 'api', runbookUrl: 'https://wiki.example.com/gateway' });
    expect(
      (await scrapeOf(gateway)).get('gateway_runbook_info{url="https://wiki.example.com/gateway"}'),
    ).toBe(1);

    await gateway.restart({ role: 'worker' });
    expect([...(await scrapeOf(gateway)).keys()].join('\n')).not.toContain('gateway_runbook_info');
    expect((await new ApiClient(gateway.url, null).get('/runbook')).status).toBe(404);
  });
});

describe('what the gateway says of itself', () => {
  const gateway = withGateway({ role: 'api' });

  it('is its version, commit, Node.js and role', async () => {
    const [info = ''] = [...(await scrapeOf(gateway)).keys()].filter((name) =>
      name.startsWith('gateway_build_info'),
    );
    expect(info).toMatch(
      /^gateway_build_info\{version="\d+\.\d+\.\d+[^"]*",commit="[^"]+",node="v\d+\.\d+\.\d+",role="api"\}$/,
    );
  });
});
