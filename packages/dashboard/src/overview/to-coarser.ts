import { type Activity } from '../api/types';

type Bucket = Activity['data'][number];

/** So many buckets as one, each from the beginning of its first: bars that are wide enough to be seen. */
export function toCoarser({ stepSeconds, data }: Activity, most: number): Activity {
  const size = Math.max(1, Math.ceil(data.length / most));
  const groups = Array.from({ length: Math.ceil(data.length / size) }, (_, at) =>
    data.slice(at * size, (at + 1) * size),
  );
  return { stepSeconds: stepSeconds * size, data: groups.map(sumOf) };
}

function sumOf(buckets: readonly Bucket[]): Bucket {
  return buckets.reduce((sum, bucket) => ({
    from: sum.from,
    accepted: sum.accepted + bucket.accepted,
    placed: sum.placed + bucket.placed,
    rejected: sum.rejected + bucket.rejected,
    failed: sum.failed + bucket.failed,
    held: sum.held + bucket.held,
    outcomeUnknown: sum.outcomeUnknown + bucket.outcomeUnknown,
  }));
}
