import { variableNames } from './environment.js';
import { FROM_FILES } from './secret-files.js';

export interface UnknownVariable {
  readonly name: string;
  /** Whether Sectigo's account may be what it was meant for. */
  readonly isAboutSectigo: boolean;
  /** With the nearest name that there is, if one is near. */
  readonly words: string;
}

/** The beginnings of our names that other programs have as well. */
const NOT_OURS_ALONE = new Set(['', 'DATA_', 'DATABASE_', 'LOG_', 'OTEL_', 'PUBLIC_', 'REDIS_']);

/** What Kubernetes and Docker set for a service: one called sectigo-gateway would be full of misspellings of ours. */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;

const SLIP = 2;
const SHORTEST_WITH_SLIP = 8;

/** Variables that look like ours and are none: most likely a setting that somebody believes to have made. */
export function findUnknownVariables(set: readonly string[]): UnknownVariable[] {
  const known = [...variableNames(), ...FROM_FILES.map((name) => `${name}_FILE`)];
  const ours = new Set(known.map(beginningOf).filter((beginning) => !NOT_OURS_ALONE.has(beginning)));
  return set.flatMap((name) => {
    if (known.includes(name) || SERVICE_LINK.test(name)) return [];
    const [nearest, distance] = nearestOf(name.toUpperCase(), known);
    const isSlip = distance <= SLIP && name.length >= SHORTEST_WITH_SLIP;
    if (!isSlip && !ours.has(beginningOf(name))) return [];
    const isNear = distance <= name.length / 3;
    const words = `${name} is not known${isNear ? `; did you mean ${nearest}?` : ''}`;
    const isAboutSectigo = [name, ...(isSlip ? [nearest] : [])].some((each) => each.startsWith('SECTIGO_'));
    return [{ name, isAboutSectigo, words }];
  });
}

const beginningOf = (name: string): string => name.slice(0, name.indexOf('_') + 1);

function nearestOf(name: string, known: readonly string[]): [nearest: string, distance: number] {
  const measured = known.map((each): [string, number] => [each, editDistance(name, each)]);
  return measured.reduce((best, each) => (each[1] < best[1] ? each : best), ['', Number.POSITIVE_INFINITY]);
}

/** How many characters must be added, removed or replaced to make one text of the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, left] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
