import { type LoggedRequest } from '../../packages/simulator/src/request-log.js';

/** How many requests were open at the same time, at the worst moment. */
export function mostAtOnce(requests: readonly LoggedRequest[]): number {
  const changes = requests.flatMap(({ at, endedAt }) => [
    { time: Date.parse(at), change: 1 },
    { time: endedAt === null ? Infinity : Date.parse(endedAt), change: -1 },
  ]);
  changes.sort((a, b) => a.time - b.time || a.change - b.change);
  let open = 0;
  return Math.max(...changes.map(({ change }) => (open += change)));
}
