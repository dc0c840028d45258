import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';

const SUBMIT_CONCURRENCY = 4;
/** So that a killed attempt's lease ends, and its order is looked for, within the test's time. */
const QUICK = { SECTIGO_TIMEOUT_MS: '3000', RECONCILE_INTERVAL_MS: '500' };

interface Order {
  readonly id: string;
  readonly status: string;
  readonly sectigo: { readonly orderNumber: string } | null;
}

function soldIn(dataDir: string): number {
  return readFileSync(path.join(dataDir, 'simulator/ledger.jsonl'), 'utf8').trim().split('\n').length;
}

describe('the program, started on nothing but Node', () => {
  const program = new Program(undefined, QUICK);
  beforeAll(() => program.start());
  afterAll(async () => {
    await program.stop();
    rmSync(program.dataDir, { recursive: true, force: true });
  });

  async function orders(): Promise<Order[]> {
    const { body } = await program.client.get('/v1/orders?limit=200');
    return (body as { data: Order[] }).data;
  }

  it('greets with its addresses, keys and a first order that is placed', () => {
    expect(program.output).toMatch(/Swagger UI +http:\/\/localhost:\d+\/docs/);
    // log lines may come between them
    expect(program.output).toMatch(/Operator key +sgo_\S+\n/);
    expect(program.output).toMatch(/Client key +sgk_\S+\n/);
    expect(program.output).toMatch(/First order +ord_\w+ is placed: Sectigo order number \d+, \d+\.\d\d s/);
    expect(program.output).toMatch(/curl -i http/);
  });

  it('prints little besides: a newcomer sees what matters', () => {
    const log = program.output.split('\n').filter((line) => line.startsWith('{'));
    expect(log.join('\n')).not.toMatch(/Mapped|dependencies initialized/);
    expect(log.length).toBeLessThan(60);
  });

  it('says that what it sells is make-believe', async () => {
    const answers = [
      await program.client.get('/health/ready'),
      await program.operator.get('/v1/ops/summary'),
    ];
    for (const { body } of answers) expect(body).toMatchObject({ simulated: true });
    expect((await program.client.get('/metrics')).text).toContain('\ngateway_simulated 1\n');
  });

  it('keeps its keys where only its user can read them', () => {
    for (const name of ['operator-key', 'client-key', 'encryption-key']) {
      expect(statSync(path.join(program.dataDir, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('serves Swagger UI with the document that it was built from', async () => {
    const page = await program.client.get('/docs');
    const document = await program.client.get('/docs/openapi.json');

    expect(page.text).toContain('swagger-ui');
    expect(document.body).toMatchObject({ openapi: '3.1.0', paths: { '/v1/orders': {} } });
  });

  it('stops on SIGTERM with everything it started, and knows its orders when it is started again', async () => {
    const before = await orders();

    const code = await program.stop();
    await program.start();

    expect(code).toBe(0);
    expect(await orders()).toEqual(before);
    expect(program.output).not.toContain('First order');
    expect(program.output).not.toContain('sgo_');
    expect(program.output).toContain(`Operator key      in ${path.join(program.dataDir, 'operator-key')}`);
  });

  it('finishes every open order after kill -9 of the whole group, without buying any twice', async () => {
    const accepted = await Promise.all(Array.from({ length: 40 }, () => program.client.order(anOrder())));
    await program.killGroup();

    await program.start();

    expect(accepted.map(({ status }) => status)).toEqual(accepted.map(() => 202));
    // the simulator was killed as well: an attempt that had begun to send may have bought nothing, which only a person
    // may take for certain; all others are placed, with nothing in the ledger that is not an order of ours
    const settled = await eventually(async () => {
      const found = await orders();
      const rest = found.filter(({ status }) => status !== 'placed');
      expect(rest.filter(({ status }) => status !== 'outcome-unknown')).toEqual([]);
      expect(rest.length).toBeLessThanOrEqual(SUBMIT_CONCURRENCY);
      expect(soldIn(program.dataDir)).toBe(found.length - rest.length);
      return found;
    }, 90_000);
    const numbers = settled.flatMap(({ sectigo }) => sectigo?.orderNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    const ids = new Set(settled.map(({ id }) => id));
    expect(accepted.filter(({ body }) => !ids.has((body as Order).id))).toEqual([]);
  });

  it('refuses a second gateway on the same data directory', async () => {
    const second = new Program(program.dataDir);

    await expect(second.start()).rejects.toThrow(/DATA_DIR/);
  });
});

describe('the program on a machine without any Redis', () => {
  it('says so, and places orders all the same', async () => {
    const OPERATOR_KEY = 'operator-key-s3cret-0123456789';
    const program = new Program(undefined, { PATH: '/nonexistent', OPERATOR_KEY });
    await program.start();
    const placed = await program.client.order(anOrder(), { prefer: 'wait=20' });
    await program.stop();
    rmSync(program.dataDir, { recursive: true, force: true });

    expect(program.output).toContain('js-redis-server (in memory, slow; install redis-server)');
    expect(placed).toMatchObject({ status: 201, body: { status: 'placed' } });
    expect(program.output).toContain('Operator key      OPERATOR_KEY, as you set it');
    expect(program.output).not.toContain(OPERATOR_KEY);
  });
});
