import { beforeAll, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { WINDOW_MS } from './rate-policy.js';
import { SharedBuckets } from './shared-buckets.js';

// that Redis is away is told
beforeAll(() => void Logger.overrideLogger(false));

it('a Redis that falls silent gives nobody the whole quota again', async () => {
  const usedUpMicros = WINDOW_MS * 1_000;
  const answers: Promise<unknown>[] = [Promise.resolve([1, usedUpMicros])];
  const redis = {
    eval: (): Promise<unknown> => answers.shift() ?? Promise.reject(new Error('Redis is away')),
  };
  const buckets = new SharedBuckets(redis, 'test', () => 0);
  expect(await buckets.draw('changes:cli_a', 1, 60_000)).toMatchObject({ granted: true });
  expect(await buckets.draw('changes:cli_a', 1, 60_000)).toMatchObject({ granted: false });
  expect(await buckets.draw('changes:cli_b', 1, 60_000)).toMatchObject({ granted: true });
});
