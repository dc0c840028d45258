/** The entry file of a thread: says that it is ready, then does one job after the other. A job that throws ends it. */
import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import { examineKeyMaterial, type KeyMaterial } from '../domain/key-material.js';

parentPort?.on('message', (job: KeyMaterial) => {
  void examineKeyMaterial(job).then((verdict) => parentPort?.postMessage(verdict));
});
parentPort?.postMessage('ready');
