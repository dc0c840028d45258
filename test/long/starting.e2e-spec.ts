import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../support/api-client.js';
import { Program } from '../support/program.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from '../support/servers.js';

const OPERATOR_KEY = 'operator-key-s3cret-0123456789';
/** Nobody listens there. */
const ACCOUNT = {
  SECTIGO_URL: 'http://127.0.0.1:9/products/',
  SECTIGO_LOGIN_NAME: 'reseller',
  SECTIGO_LOGIN_PASSWORD: 's3cret',
};

describe('starting', () => {
  let database: TestDatabase;
  const programs: Program[] = [];
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop()));
    for (const { dataDir } of programs) rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  });

  const servers = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl(),
    QUEUE_PREFIX: redisPrefix(),
    OPERATOR_KEY,
  });
  const program = (entry: 'start' | 'main', settings: Record<string, string>): Program => {
    const made = new Program(undefined, settings, entry);
    programs.push(made);
    return made;
  };

  it('in production without any settings is refused, a line for each', async () => {
    const names = ['DATABASE_URL', 'REDIS_URL', 'OPERATOR_KEY', ...Object.keys(ACCOUNT)];
    const lines = await program('main', {}).refusal();
    expect(lines).toEqual(names.map((name) => `${name} or ${name}_FILE is needed`));
  });

  it('with a misspelt login name starts no simulator that would take orders beside real workers', async () => {
    const { SECTIGO_LOGIN_PASSWORD } = ACCOUNT;
    const settings = { ...servers(), NODE_ENV: 'production', SECTIGO_LOGIN_PASSWORD };
    const refused = program('start', { ...settings, SECTIGO_LOGNI_NAME: 'reseller' });
    expect(await refused.refusal()).toEqual([
      'SECTIGO_URL or SECTIGO_URL_FILE is needed with SECTIGO_LOGIN_PASSWORD',
      'SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed with SECTIGO_LOGIN_PASSWORD',
      'SECTIGO_LOGNI_NAME is not known; did you mean SECTIGO_LOGIN_NAME?',
    ]);
  });

  it('reads .env by `npm start` alone, and there only what the environment does not say', async () => {
    const text = 'SUBMIT_CONCURRENCY=many\nOPERATOR_KEY=short\n';
    const started = program('start', servers());
    const production = program('main', {});
    for (const { dataDir } of [started, production]) writeFileSync(path.join(dataDir, '.env'), text);
    expect(await started.refusal()).toEqual([expect.stringMatching(/^SUBMIT_CONCURRENCY /)]);
    expect(await production.refusal()).toContain('OPERATOR_KEY or OPERATOR_KEY_FILE is needed');
  });

  it('on a database that belongs to another account is refused before anything listens', async () => {
    const first = program('main', { ...servers(), ...ACCOUNT, SUBMIT_CONCURENCY: '1' });
    await first.start();
    const ready = await new ApiClient(first.url, OPERATOR_KEY).get('/health/ready');
    expect(ready.body).toMatchObject({ status: 'ok', simulated: false });

    const second = program('main', { ...servers(), ...ACCOUNT, SECTIGO_LOGIN_NAME: 'somebody-else' });
    expect(await second.refusal()).toEqual([
      expect.stringMatching(/another account: SECTIGO_LOGIN_NAME differs\. .*SECTIGO_SAME_ACCOUNT=/),
    ]);
    expect(second.output).not.toContain('listening');

    expect(await first.stop()).toBe(0);
    expect(first.output).toContain('SUBMIT_CONCURENCY is not known; did you mean SUBMIT_CONCURRENCY?');
    for (const { output } of [first, second]) expect(output).not.toContain('s3cret');
  });

  it('with an account warns that orders cost money, shows no key, and orders nothing unasked', async () => {
    const running = program('start', ACCOUNT);
    await running.start();
    expect((await running.operator.get('/v1/ops/summary')).body).toMatchObject({
      simulated: false,
      orders: { queued: 0, placed: 0 },
    });
    expect(await running.stop()).toBe(0);
    expect(running.output).toContain(`${ACCOUNT.SECTIGO_URL}: REAL SECTIGO, REAL MONEY`);
    expect(running.output).toContain(`Operator key      in ${path.join(running.dataDir, 'operator-key')}`);
    expect(running.output).not.toMatch(/Order a certificate|sgo_|s3cret/);
  });
});
