import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';
import { RULES_FILE } from './dashboard.js';
import { type FiringAlert, Prometheus } from './prometheus.js';

const SEEN_WITHIN_MS = 60_000;

describe('whoever is woken on a real Prometheus', () => {
  const scratch = new ScratchFolder();
  let gateway: TestGateway;
  let prometheus: Prometheus;
  beforeAll(async () => {
    gateway = await startGateway();
    // how long a condition must hold is what promtool's tests are about
    const atOnce = readFileSync(RULES_FILE, 'utf8').replaceAll(/for: \d+m/g, 'for: 1s');
    prometheus = await Prometheus.start(gateway.url, scratch.file('rules.yml', atOnce));
  });
  afterAll(async () => {
    await prometheus.stop();
    scratch.remove();
  });

  const firing = (name: string): Promise<FiringAlert> =>
    eventually(async () => {
      const alert = (await prometheus.firingAlerts()).get(name);
      if (alert === undefined) throw new Error(`${name} does not fire`);
      return alert;
    }, SEEN_WITHIN_MS);

  it('finds what to do behind the link of an alert', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'test' });
    const { annotations } = await firing('GatewayPaused');

    const url = annotations['runbook_url'] ?? '';
    expect(url).toBe(`${gateway.url}/runbook#GatewayPaused`);
    const page = await (await fetch(url)).text();
    expect(page).toContain(`id="${new URL(url).hash.slice(1)}"`);
    const missing = [...(await prometheus.firingAlerts()).keys()].filter((name) => name !== 'GatewayPaused');
    expect(missing).toEqual([]);
  });

  it('is told when every process is gone, and where to read on', async () => {
    const { url } = gateway;
    await gateway.stop();
    const { annotations } = await firing('GatewayDown');

    expect(annotations).toEqual({
      summary: 'No process of the gateway answers',
      description: expect.stringContaining('Orders that were accepted are safe in Postgres.'),
      runbook_url: `${url}/runbook#GatewayDown`,
    });
    await firing('GatewayProcessDown');
    const names = [...(await prometheus.firingAlerts()).keys()];
    expect(names.sort()).toEqual(['GatewayDown', 'GatewayProcessDown']);
  });
});
