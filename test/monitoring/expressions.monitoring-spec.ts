import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { scrapeOf } from '../support/scrape.js';
import { type BusyGateway, startBusyGateway } from './busy-gateway.js';
import { asksForAbsence, panelQueries, RULES_FILE, selectorsOf, withoutThreshold } from './dashboard.js';
import { Prometheus } from './prometheus.js';

/** Rates need two looks. */
const SCRAPED_MS = 20_000;

const ALERTS = [...readFileSync(RULES_FILE, 'utf8').matchAll(/alert: (\w+)/g)].map(([, name]) => name);

describe('on a real Prometheus', () => {
  let gateway: BusyGateway;
  let prometheus: Prometheus;
  beforeAll(async () => {
    gateway = await startBusyGateway();
    prometheus = await Prometheus.start(gateway.url, RULES_FILE);
    await eventually(async () => {
      expect(await prometheus.query('rate(gateway_storage_up[1m])')).not.toEqual([]);
    }, SCRAPED_MS);
  });
  afterAll(async () => {
    await prometheus.stop();
    await gateway.stop();
  });

  const expectSeries = async (expression: string): Promise<void> => {
    const empty = [];
    for (const part of [expression, ...selectorsOf(expression)]) {
      if ((await prometheus.query(part)).length === 0) empty.push(part);
    }
    expect(empty).toEqual([]);
  };

  it.each(panelQueries())(
    'the panel “$panel” has data: $expression',
    async ({ expression, legendLabels }) => {
      await expectSeries(expression);
      const series = await prometheus.query(expression);
      for (const { metric } of series)
        expect(Object.keys(metric)).toEqual(expect.arrayContaining([...legendLabels]));
    },
  );

  it('every alert has data to decide on', async () => {
    const conditions = await prometheus.alertConditions();
    expect(Object.keys(conditions).sort()).toEqual([...ALERTS].sort());
    for (const condition of Object.values(conditions)) {
      const needed = asksForAbsence(condition) ? selectorsOf(condition) : [withoutThreshold(condition)];
      for (const expression of needed) await expectSeries(expression);
    }
  });

  it('every number that is shown is told, and every one that the gateway tells is shown', async () => {
    // alerts make their links of it, and nobody need look at it
    const links = 'gateway_runbook_info';
    const shown = new Set(panelQueries().flatMap(({ expression }) => selectorsOf(expression).map(nameOf)));
    const told = [...(await scrapeOf(gateway)).keys()].map(nameOf);
    const families = new Set([...shown].map(familyOf).concat(links));
    expect([...shown].filter((name) => !told.includes(name))).toEqual([]);
    expect(told.filter((name) => name.startsWith('gateway_') && !families.has(familyOf(name)))).toEqual([]);
  });
});

const nameOf = (series: string): string => series.replace(/\{.*/, '');
const familyOf = (name: string): string => name.replace(/_(bucket|count|sum)$/, '');
