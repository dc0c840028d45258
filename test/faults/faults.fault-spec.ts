import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from './random.js';
import { type Result, runScenario } from './run-scenario.js';
import { scenariosToRun } from './scenarios/index.js';
import { Stage } from './stage/stage.js';
import { faultsOf, tableOf } from './table.js';

const full = process.env['FAULTS'] === 'full';
const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** The short version has a taste of the long scenarios. */
const SCALE = full ? 1 : 0.2;
const SCENARIO_MS = full ? 1_800_000 : 300_000;
const START_MS = 180_000;

describe(`the fault suite, seed ${seed}`, () => {
  const { scenarios, cannot } = scenariosToRun(full, process.env['FAULTS_ONLY']);
  const results: Result[] = [];
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start();
  }, START_MS);

  afterAll(async () => {
    await stage.stop();
    const notRun = cannot.map((reason) => `not run: ${reason}\n`).join('');
    process.stdout.write(`\nFAULTS_SEED=${seed}\n\n${tableOf(results)}\n\n${notRun}\n`);
  }, START_MS);

  it.each(scenarios)(
    '$name: nothing is lost or bought twice',
    async (scenario) => {
      const result = await runScenario(scenario, stage, new SeededRandom(seed), SCALE);
      results.push(result);
      process.stderr.write(`${tableOf([result]).split('\n').at(2) ?? ''}\n`);
      expect(faultsOf(result)).toEqual([]);
    },
    SCENARIO_MS,
  );
});
