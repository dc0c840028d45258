import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Job, Queue } from 'bullmq';
import { SubmissionRelay } from '../../src/orders/queue/submission.relay.js';
import { type SubmissionJob } from '../../src/orders/queue/submission-queue.js';
import { Connection } from '../../src/platform/queues/connection.js';
import { JobQueue } from '../../src/platform/queues/job-queue.js';
import { QueueWorker } from '../../src/platform/queues/queue-worker.js';
import { eventually } from '../support/eventually.js';
import { redisPrefix, redisUrl } from '../support/servers.js';

const JOB = { orderId: 'ord_1', version: 1 };

describe('jobs that ended', () => {
  let connections: readonly Connection[];
  let queue: Queue<SubmissionJob>;
  let relay: SubmissionRelay;
  let worker: QueueWorker<SubmissionJob>;
  let ran: SubmissionJob[];
  let work: () => Promise<unknown>;
  beforeEach(async () => {
    // that jobs fail is told
    Logger.overrideLogger(false);
    const prefix = redisPrefix();
    const [producer, consumer] = [
      new Connection(redisUrl(), 'producer'),
      new Connection(redisUrl(), 'worker'),
    ];
    connections = [producer, consumer];
    await new Promise((resolve) => producer.redis.once('ready', resolve));
    queue = new JobQueue<SubmissionJob>('kept', producer, { queuePrefix: prefix });
    relay = new SubmissionRelay(queue);
    ran = [];
    work = () => Promise.resolve('what nobody needs to know');
    const run = (job: SubmissionJob): Promise<unknown> => {
      ran.push(job);
      return work();
    };
    const unheard = { hear: () => undefined } as never;
    worker = new QueueWorker(consumer, prefix, unheard, { queue: 'kept', options: {}, run });
  });
  afterEach(async () => {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    for (const connection of connections) connection.onApplicationShutdown();
  });

  const completed = (count: number): Promise<Job[]> =>
    eventually(async () => {
      const jobs = await queue.getCompleted();
      expect(jobs).toHaveLength(count);
      return jobs;
    });

  it('are kept with their ids alone, and swallow no further hand-over of the same order and version', async () => {
    worker.start();
    for (const count of [1, 2, 3]) {
      relay.handOver(JOB);
      const jobs = await completed(count);
      expect(
        jobs.map(({ data, returnvalue }) => ({ data: data as unknown, returnvalue: returnvalue as unknown })),
      ).toEqual(jobs.map(() => ({ data: JOB, returnvalue: null })));
    }
    expect(ran).toEqual([JOB, JOB, JOB]);
  });

  it('are one job while it waits, however often it is handed over', async () => {
    for (const version of [1, 1, 2, 1]) relay.handOver({ ...JOB, version });
    await eventually(async () => expect(await queue.getWaitingCount()).toBe(2));
    worker.start();
    await completed(2);
    expect(ran.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('are kept with the name of what went wrong, not with what it says or where it was', async () => {
    work = () => Promise.reject(new TypeError('s3cret'));
    worker.start();
    for (const count of [1, 2]) {
      relay.handOver(JOB);
      const jobs = await eventually(async () => {
        const failed = await queue.getFailed();
        expect(failed).toHaveLength(count);
        return failed;
      });
      for (const job of jobs) expect(JSON.stringify(job)).not.toContain('s3cret');
      expect(jobs.map(({ failedReason, stacktrace }) => [failedReason, stacktrace])).toEqual(
        jobs.map(() => ['TypeError', []]),
      );
    }
  });

  it('are a hundred at most', async () => {
    worker.start();
    relay.handOver(...Array.from({ length: 150 }, (_, version) => ({ ...JOB, version })));
    await eventually(() => expect(ran).toHaveLength(150));
    await completed(100);
  });

  it('are not kept where the version before gave them their ids', async () => {
    const { connection, prefix } = queue.opts;
    const before = new Queue('kept', { connection, ...(prefix !== undefined && { prefix }) });
    worker.start();
    for (const count of [1, 2]) {
      await before.add('submit', JOB, { jobId: 'ord_1-1' });
      await eventually(() => expect(ran).toHaveLength(count));
      await eventually(async () => expect(await queue.getJob('ord_1-1')).toBeUndefined());
    }
    await before.close();
  });
});
