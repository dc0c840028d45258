import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';

describe('a process that is told to end', () => {
  const program = new Program(undefined, { SHUTDOWN_DELAY_MS: '15000' });
  beforeEach(() => program.start());
  afterEach(async () => {
    if (program.running) await program.killGroup();
  });
  afterAll(() => rmSync(program.dataDir, { recursive: true }));

  it('is not ready at once, and still serves until load balancers have noticed', async () => {
    const { operator, client } = program;
    expect((await operator.get('/health/ready')).body).not.toHaveProperty('draining');

    const ended = program.stop();
    await eventually(async () => {
      expect(await operator.get('/health/ready')).toMatchObject({
        status: 503,
        body: { status: 'unavailable', draining: true, details: { postgres: { state: 'up' } } },
      });
    });
    expect((await operator.get('/health/live')).status).toBe(200);
    expect((await client.order(anOrder())).status).toBe(202);

    expect(await ended).toBe(0);
    await expect(operator.get('/health/live')).rejects.toThrow();
  });

  it('takes the two signals of one Ctrl-C under npm for one', async () => {
    const ended = [program.stop('SIGINT'), program.stop('SIGINT')];
    await eventually(async () => {
      expect((await program.operator.get('/health/ready')).status).toBe(503);
    });
    expect(await Promise.all(ended)).toEqual([0, 0]);
    expect(program.output).toContain('"stopped"');
  });

  it('ends at once when it is told again', async () => {
    const ended = program.stop('SIGINT');
    await eventually(async () => {
      expect((await program.operator.get('/health/ready')).status).toBe(503);
    });
    const again = setInterval(() => void program.stop('SIGINT'), 1_100);
    expect(await ended).toBe(1);
    clearInterval(again);
    expect(program.output).not.toContain('"stopped"');
  });
});
