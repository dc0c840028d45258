import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { Program } from '../support/program.js';

/** A bug in code that nobody waits for, whenever this signal comes. */
const SIGNAL = 'SIGWINCH';
const bug = (statement: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on("${SIGNAL}", () => { ${statement} })`)}`;

describe('an error that nobody caught', () => {
  let api: TestGateway;
  let worker: Program | undefined;
  beforeAll(async () => {
    api = await startGateway({ role: 'api' });
  });
  afterEach(async () => {
    await worker?.stop('SIGKILL');
    if (worker) rmSync(worker.dataDir, { recursive: true, force: true });
  });
  afterAll(() => api.stop());

  it.each(['setImmediate(() => { throw new Error("a bug") })', 'Promise.reject(new Error("a bug"))'])(
    'ends the program (%s), but not before it has written down what Sectigo says',
    async (statement) => {
      const { databaseUrl, redisUrl, queuePrefix, sectigo } = api.config;
      const settings = {
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        QUEUE_PREFIX: queuePrefix,
        OPERATOR_KEY,
        SECTIGO_URL: sectigo.url,
        SECTIGO_LOGIN_NAME: SIMULATOR_LOGIN.loginName,
        SECTIGO_LOGIN_PASSWORD: SIMULATOR_LOGIN.loginPassword,
        ROLE: 'worker',
        NODE_OPTIONS: bug(statement),
      };
      worker = new Program(undefined, settings, 'main');
      await worker.start();
      await api.simulator.script({ kind: 'delay', ms: 2_000 });
      const earlier = (await api.simulator.requests()).length;
      const { id } = orderOf(await api.operator.order(anOrder()));
      await eventually(async () => expect((await api.simulator.requests()).length).toBe(earlier + 1));

      expect(await worker.stop(SIGNAL)).toBe(1);

      expect(orderOf(await api.operator.get(`/v1/orders/${id}`)).status).toBe('placed');
      expect(worker.output).toMatch(/"level":"fatal".*"message":"a bug"/);
    },
  );
});
