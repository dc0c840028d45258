import { parentPort } from 'node:worker_threads';

/** For the entry file of a thread: says that it is ready, then does one job after the other. A job that throws ends it. */
export function serveJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  parentPort?.on('message', (job: Job) => {
    void work(job).then((result) => parentPort?.postMessage(result));
  });
  parentPort?.postMessage('ready');
}
