/**
 * Measures this gateway beside what people would use instead, all in one run and in turns; see README.md.
 *
 *   npm run bench -- [--rounds 3] [--seconds 5] [--only ours,naive] [--measure saturation,kill] [--json FILE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contenders/index.mjs';
import { MEASURES } from './measures/index.mjs';
import { describe, toJson, toTable } from './report.mjs';
import { describeMachine } from './stage/machine.mjs';
import { ROOT } from './stage/root.mjs';
import { Stage } from './stage/stage.mjs';

function readOptions() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      only: { type: 'string' },
      measure: { type: 'string' },
      json: { type: 'string', default: path.join(ROOT, 'reports/bench.json') },
    },
  });
  return {
    rounds: readCount('rounds', values.rounds),
    seconds: readCount('seconds', values.seconds),
    contenders: choose('only', CONTENDERS, values.only),
    measures: choose('measure', MEASURES, values.measure),
    json: values.json,
  };
}

function readCount(option, text) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${option} is a whole number from 1`);
  return count;
}

function choose(option, all, text) {
  const names = text?.split(',') ?? all.map(({ name }) => name);
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--${option} knows ${known.join(', ')}; not ${unknown.join(', ')}`);
  return all.filter(({ name }) => names.includes(name));
}

/** Adds one round's figures of a contender to the others. */
function note(results, { name }, figures) {
  for (const [figure, value] of Object.entries(figures)) (results[name][figure] ??= []).push(value);
}

async function measureAll(stage, { rounds, contenders, measures, seconds }, results) {
  const say = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  for (let round = 1; round <= rounds; round += 1) {
    for (const measure of measures.filter(({ run }) => run !== undefined)) {
      for (const contender of contenders.filter(measure.appliesTo)) {
        say(`round ${round}: ${measure.name} of ${contender.name}`);
        note(results, contender, await measure.run(stage, contender, { seconds }));
      }
    }
  }
  for (const measure of measures.filter(({ runTogether }) => runTogether !== undefined)) {
    const taking = contenders.filter(measure.appliesTo);
    if (taking.length === 0) continue;
    say(`${measure.name} of ${taking.map(({ name }) => name).join(', ')}`);
    for (const [contender, figures] of await measure.runTogether(stage, taking, { seconds }))
      note(results, contender, figures);
  }
}

function report(machine, { contenders, measures, rounds, seconds, json }, results) {
  console.log(`${describe(machine, rounds, seconds)}\n\n${toTable(measures, contenders, results)}`);
  mkdirSync(path.dirname(json), { recursive: true });
  writeFileSync(json, `${toJson({ machine, rounds, seconds }, contenders, results)}\n`);
}

const options = readOptions();
const results = Object.fromEntries(options.contenders.map(({ name }) => [name, {}]));
const stage = await Stage.open();
const machine = describeMachine();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void stage.close().finally(() => process.exit(1)));
try {
  await measureAll(stage, options, results);
} finally {
  // also what there is when a contender has failed
  report(machine, options, results);
  await stage.close();
}
