import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { attack } from './attacker.js';
import { type Attack, ATTACKS } from './attacks.js';
import { Bystanders, type Latencies } from './bystanders.js';
import { tableOf } from './table.js';
import { Victim } from './victim.js';

const BEFORE_MS = 4_000;
/** Until what the attacker left must be gone. */
const SETTLE_MS = 10_000;

/** What nobody may bring about, whatever is tried; a busy machine is allowed for. */
const MOST_MEMORY_GAINED_MIB = 400;
const MOST_DESCRIPTORS_GAINED = 20;
/** The slowest percent of what others ask: in milliseconds, or in times of what it took before the attack. */
const SLOWEST_MS = 1_000;
const MOST_TIMES_SLOWER = 8;

const rows: string[][] = [];

describe('a gateway under attack', () => {
  let victim: Victim;
  beforeEach(async () => {
    victim = new Victim();
    await victim.start();
  });
  afterEach(() => victim.stop());
  afterAll(() => void process.stdout.write(`\n${tableOf(rows)}\n\n`));

  it.each(ATTACKS)('goes on with its work: $name', async (planned) => {
    const result = await suffer(victim, planned);
    rows.push(rowOf(planned, result));
    expect(excessesOf(planned, result)).toEqual([]);
  });
});

interface Result {
  readonly alive: boolean;
  readonly memory: Change;
  readonly descriptors: Change;
  /** Descriptors when the attack ended. */
  readonly held: number;
  readonly quiet: Beside;
  readonly attacked: Beside;
}
interface Change {
  readonly before: number;
  readonly after: number;
}
interface Beside {
  readonly orders: Latencies;
  readonly health: Latencies;
}

async function suffer(victim: Victim, { command, seconds }: Attack): Promise<Result> {
  const key = victim.program.client.key ?? '';
  const planned = await command(key);
  const before = new Bystanders(victim.program.url, key);
  await pause(BEFORE_MS);
  const quiet = await before.stop();
  const [memory, descriptors] = [victim.memoryMib, victim.descriptors];

  const beside = new Bystanders(victim.program.url, key);
  await attack(planned, victim.port, seconds);
  const held = victim.descriptorsBefore;
  const attacked = await beside.stop();

  await settled(victim, descriptors);
  return {
    alive: victim.program.running,
    memory: { before: memory, after: victim.mostMemoryMib },
    descriptors: { before: descriptors, after: victim.descriptors },
    held,
    quiet,
    attacked,
  };
}

/** Connections of callers come and go: it is enough when those of the attacker have gone once. */
async function settled(victim: Victim, before: number): Promise<void> {
  const calm = (): void => expect(victim.descriptors).toBeLessThanOrEqual(before);
  await eventually(calm, SETTLE_MS).catch(() => undefined);
}

function excessesOf({ thrownOut = false }: Attack, result: Result): string[] {
  const { alive, memory, descriptors, held, quiet, attacked } = result;
  const slowest = (of: keyof Beside): number => Math.max(SLOWEST_MS, MOST_TIMES_SLOWER * quiet[of].p99);
  const limits: [string, number, number][] = [
    ['MiB more', memory.after - memory.before, MOST_MEMORY_GAINED_MIB],
    ['descriptors more', descriptors.after - descriptors.before, MOST_DESCRIPTORS_GAINED],
    ['descriptors held', thrownOut ? held - descriptors.before : 0, MOST_DESCRIPTORS_GAINED],
    ['ms for the slowest percent of orders', attacked.orders.p99, slowest('orders')],
    ['ms for the slowest percent of looks at its health', attacked.health.p99, slowest('health')],
    ['orders not accepted', attacked.orders.failed, 0],
  ];
  const excesses = limits.filter(([, value, most]) => value > most);
  return [
    ...(alive ? [] : ['the process ended']),
    ...excesses.map(([what, value, most]) => `${value} ${what}, where ${most} are allowed`),
  ];
}

function rowOf(planned: Attack, result: Result): string[] {
  const { alive, memory, descriptors, held, quiet, attacked } = result;
  const { before, after } = descriptors;
  const times = (of: keyof Beside): string =>
    `${quiet[of].p50} / ${quiet[of].p99} → ${attacked[of].p50} / ${attacked[of].p99}`;
  return [
    planned.name,
    `${memory.before} → ${memory.after}`,
    alive ? `${before} → ${held} → ${after}` : 'the process ended',
    times('orders'),
    times('health'),
    `${attacked.orders.failed} of ${attacked.orders.count}`,
    excessesOf(planned, result).length === 0 ? 'held' : 'NOT HELD',
  ];
}
