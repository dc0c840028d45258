import { beforeAll, describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../../src/shared/error-code.js';
import { ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

interface ProblemType {
  readonly type: string;
  readonly code: string;
  readonly sectigo: { readonly sectigoCode: number | null }[];
}

describe('the pages behind the type of a problem', () => {
  const gateway = withGateway({ role: 'api' });
  let anybody: ApiClient;
  beforeAll(() => {
    anybody = new ApiClient(gateway.url, null);
  });

  it.each(ERROR_CODES)('%s is explained to people and to programs', async (code) => {
    const page = await anybody.get(`/problems/${code}`, { accept: 'text/html' });
    const json = await anybody.get(`/problems/${code}`, { accept: 'application/json' });

    expect([page.status, json.status]).toEqual([200, 200]);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toMatch(/What happened.*Who must act.*What to do/s);
    const { title } = json.body as { title: string };
    expect(page.text).toContain(`<h1>${title.replaceAll('"', '&quot;')}</h1>`);
    expect(json.body).toMatchObject({ type: `${gateway.url}/problems/${code}`, code });
  });

  it('are all listed, with the errors of Sectigo behind each', async () => {
    const { body } = await gateway.operator.get('/v1/problems');

    const { data } = body as { data: ProblemType[] };
    expect(data.map(({ code }) => code)).toEqual([...ERROR_CODES]);
    const codesOf = (problem: string): unknown =>
      data.find(({ code }) => code === problem)?.sectigo.map(({ sectigoCode }) => sectigoCode);
    expect(codesOf('insufficient-credit')).toEqual([-15]);
    expect(codesOf('sectigo-access-denied')).toEqual([-16]);
    expect(codesOf('validation-failed')).toEqual([]);
    expect((await anybody.get('/problems/insufficient-credit')).text).toContain('-15:');
  });
});
