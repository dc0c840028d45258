import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { lineTo, type BrokenLine } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const CHANGES = [
  ['PUT', '/queues/api/queues/pause'],
  ['PUT', '/queues/api/queues/submissions/pause'],
  ['PUT', '/queues/api/queues/submissions/resume'],
  ['PUT', '/queues/api/queues/submissions/empty'],
  ['PUT', '/queues/api/queues/submissions/obliterate'],
  ['PUT', '/queues/api/queues/submissions/concurrency'],
  ['PUT', '/queues/api/queues/submissions/clean/wait'],
  ['PUT', '/queues/api/queues/submissions/promote'],
  ['PUT', '/queues/api/queues/submissions/ord_1-1/retry'],
  ['PATCH', '/queues/api/queues/submissions/ord_1-1/update-data'],
  ['POST', '/queues/api/queues/submissions/add'],
  ['DELETE', '/queues/api/queues/submissions'],
] as const;

interface Board {
  readonly queues: readonly {
    readonly name: string;
    readonly readOnlyMode: boolean;
    readonly counts: Readonly<Record<string, number>>;
    readonly jobs: readonly { readonly id: string; readonly data: unknown }[];
  }[];
}

describe('the queues at /queues', () => {
  let gateway: TestGateway;
  let browser: ApiClient;
  let session: Record<string, string>;
  let redis: BrokenLine;
  let orderId: string;
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api' });
    redis = await lineTo(gateway.config.redisUrl);
    await gateway.restart({ redisUrl: redis.url });
    browser = new ApiClient(gateway.url, null);
    const signedIn = await browser.post('/dashboard/session', { key: OPERATOR_KEY });
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
    const { csrfToken } = signedIn.body as { csrfToken: string };
    session = { cookie, 'x-csrf-token': csrfToken };
    // there is no worker: its job waits
    orderId = orderOf(await gateway.operator.order(anOrder())).id;
  });
  afterAll(async () => {
    await gateway.stop();
    await redis.close();
  });

  const policyOf = ({ headers }: ApiResponse): string => headers.get('content-security-policy') ?? '';
  const look = async (): Promise<Board> => {
    const { status, body } = await browser.get(
      '/queues/api/queues?activeQueue=submissions&status=latest',
      session,
    );
    expect(status).toBe(200);
    return body as Board;
  };

  it('are shown to the operator’s session, and to the operator key', async () => {
    for (const path of ['/queues', '/queues/', '/queues/queue/submissions', '/queues/queue/submissions/1']) {
      expect((await browser.get(path, { ...session, ...HTML })).text).toContain('<div id="root"></div>');
      expect((await gateway.operator.get(path)).status).toBe(200);
    }
  });

  it('are both there, with jobs that have ids only', async () => {
    const board = await eventually(async () => {
      const found = await look();
      expect(found.queues.find(({ name }) => name === 'submissions')?.jobs).toHaveLength(1);
      return found;
    });
    expect(board.queues.map(({ name, readOnlyMode }) => ({ name, readOnlyMode }))).toEqual([
      { name: 'submissions', readOnlyMode: true },
      { name: 'webhooks', readOnlyMode: true },
    ]);
    expect(board.queues[0]?.jobs[0]?.data).toEqual({ orderId, version: 1 });
  });

  it.each(CHANGES)('are changed by nobody, an operator included: %s %s', async (method, path) => {
    const before = (await look()).queues[0]?.counts;
    for (const [caller, headers] of [
      [browser, session],
      [gateway.operator, {}],
      [browser, {}],
    ] as const) {
      problemOf(await caller.send(method, path, undefined, headers), 405, 'method-not-allowed');
    }
    problemOf(
      await gateway.operator.send(method, path, { concurrency: 1, name: 'x' }),
      405,
      'method-not-allowed',
    );
    expect((await look()).queues[0]?.counts).toEqual(before);
  });

  it.each([
    'activeQueue=%00',
    'activeQueue=%25',
    'activeQueue=%25zz',
    'activeQueue=submissions&activeQueue=webhooks',
    'activeQueue=submissions&status=%00',
    'activeQueue=submissions&status=nothing',
    'activeQueue=submissions&status=wait&status=active',
    'activeQueue=submissions&page=x',
    'activeQueue=submissions&page=-1',
    'activeQueue=submissions&page=99999999999999999999',
    'activeQueue=submissions&page=1&page=2',
    'activeQueue=submissions&jobsPerPage=x',
    'activeQueue=submissions&jobsPerPage=-1',
    'activeQueue=submissions&jobsPerPage=99999999999999999999',
    'activeQueue=submissions&jobsPerPage=1.5',
    '__proto__=1&constructor=2',
    '%00=%00',
  ])('asked with ?%s are not told to be away', async (query) => {
    for (const path of ['queues', 'job-schedulers', 'queues/submissions/1/flow', 'redis/stats']) {
      const answer = await browser.get(`/queues/api/${path}?${query}`, session);
      expect([200, 400, 404, 422]).toContain(answer.status);
      if (answer.status !== 200) expect(answer.body).not.toHaveProperty('stack');
    }
  });

  it.each(['%00', '%25', '%2525', '..%2f..', '__proto__', 'constructor', '*', ':', 'x'.repeat(250)])(
    'that are called %s are not there, nor are such jobs',
    async (name) => {
      for (const path of [
        `${name}/metrics`,
        `${name}/workers`,
        `${name}/1`,
        `submissions/${name}`,
        `submissions/${name}/flow`,
        `submissions/${name}/logs`,
      ]) {
        expect([200, 400, 404]).toContain((await browser.get(`/queues/api/queues/${path}`, session)).status);
      }
    },
  );

  it('send a browser without a session to the sign-in, and others away', async () => {
    for (const path of ['/queues', '/queues/queue/submissions']) {
      const answer = await browser.get(path, HTML);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/dashboard/queues']);
    }
    problemOf(await browser.get('/queues/api/queues'), 401, 'unauthenticated');
    problemOf(await browser.get('/queues/static/images/logo.svg'), 401, 'unauthenticated');
    const client = await gateway.client();
    problemOf(await client.get('/queues', HTML), 403, 'forbidden');
    problemOf(await client.get('/queues/api/queues'), 403, 'forbidden');
    problemOf(await browser.get('/queues/none', session), 404, 'not-found');
  });

  it('run no script and no style but ours, and are framed by us alone', async () => {
    const answer = await browser.get('/queues/', { ...session, ...HTML });
    expect(policyOf(answer)).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-[^']+';/,
    );
    expect(policyOf(answer)).not.toContain('unsafe');
    expect(policyOf(answer)).toContain("frame-ancestors 'self'");
    expect(answer.text).not.toMatch(/https?:\/\/|style=|<style/);
    const files = [...answer.text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect((await browser.get(`/queues/${file}`, session)).status).toBe(200);
    expect(policyOf(await browser.get('/dashboard'))).toContain("frame-src 'self'");
  });

  it('say so when Redis is away', async () => {
    redis.cut();
    const answer = await eventually(async () => {
      const found = await browser.get('/queues/api/queues', session);
      expect(found.status).toBe(503);
      return found;
    });
    problemOf(answer, 503, 'storage-unavailable');
    expect(answer.text).not.toContain('stack');
    redis.mend();
    await eventually(async () => expect((await look()).queues).toHaveLength(2));
  });

  it('are not served by workers', async () => {
    const worker = await gateway.join({ role: 'worker' });
    problemOf(await new ApiClient(worker.url, OPERATOR_KEY).get('/queues'), 404, 'not-found');
  });

  it('show jobs that have ended', async () => {
    await gateway.join({ role: 'worker' });
    await eventually(async () => expect((await look()).queues[0]?.counts['completed']).toBeGreaterThan(0));
  });
});
