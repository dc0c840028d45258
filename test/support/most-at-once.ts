import { type LoggedRequest } from '../../packages/simulator/src/request-log.js';

const ORDERS = /\/!AutoApplyOrder$/;

/** How many orders were at Sectigo at the same time, at the worst moment. Polls and the balance have no limit. */
export function mostAtOnce(requests: readonly LoggedRequest[]): number {
  const changes = requests
    .filter(({ path }) => ORDERS.test(path))
    .flatMap(({ at, endedAt }) => [
      { time: Date.parse(at), change: 1 },
      { time: endedAt === null ? Infinity : Date.parse(endedAt), change: -1 },
    ]);
  changes.sort((a, b) => a.time - b.time || a.change - b.change);
  let open = 0;
  return Math.max(...changes.map(({ change }) => (open += change)));
}
