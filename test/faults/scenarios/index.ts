import { type Scenario } from '../scenario.js';
import { API_SCENARIOS } from './api.js';
import { CLOCK_AND_VERSION_SCENARIOS } from './clocks-and-versions.js';
import { KILL_POINT_SCENARIOS } from './kill-points.js';
import { PEOPLE_SCENARIOS } from './people.js';
import { POSTGRES_SCENARIOS } from './postgres.js';
import { POLL_SCENARIOS } from './polls.js';
import { PUSH_SCENARIOS } from './pushes.js';
import { RANDOM_KILL_SCENARIOS } from './random-kills.js';
import { REDIS_SCENARIOS } from './redis.js';
import { SECTIGO_SCENARIOS } from './sectigo.js';
import { SOAK_SCENARIOS } from './soak.js';
import { UNREACHABLE_SCENARIOS } from './unreachable.js';
import { WORKER_SCENARIOS } from './workers.js';

const SCENARIOS: readonly Scenario[] = [
  ...API_SCENARIOS,
  ...KILL_POINT_SCENARIOS,
  ...RANDOM_KILL_SCENARIOS,
  ...SECTIGO_SCENARIOS,
  ...PUSH_SCENARIOS,
  ...POLL_SCENARIOS,
  ...UNREACHABLE_SCENARIOS,
  ...PEOPLE_SCENARIOS,
  ...REDIS_SCENARIOS,
  ...POSTGRES_SCENARIOS,
  ...WORKER_SCENARIOS,
  ...CLOCK_AND_VERSION_SCENARIOS,
  ...SOAK_SCENARIOS,
].sort((one, other) => one.fault - other.fault);

/** All of them, the short ones, or those whose name matches; and why the others of these cannot run here. */
export function scenariosToRun(
  full: boolean,
  only: string | undefined,
): { readonly scenarios: readonly Scenario[]; readonly cannot: readonly string[] } {
  const chosen = SCENARIOS.filter(({ name, short }) =>
    only === undefined ? full || short === true : new RegExp(only, 'i').test(name),
  );
  const reasons = new Map(chosen.map((scenario) => [scenario, scenario.cannotRun?.() ?? null]));
  return {
    scenarios: chosen.filter((scenario) => reasons.get(scenario) === null),
    cannot: chosen
      .filter((scenario) => reasons.get(scenario) !== null)
      .map((scenario) => `${scenario.name}: ${reasons.get(scenario) ?? ''}`),
  };
}
