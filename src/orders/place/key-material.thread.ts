/** The entry file of a thread. */
import 'reflect-metadata';
import { serveJobs } from '../../platform/threads/serve-jobs.js';
import { examineKeyMaterial } from '../domain/key-material.js';

serveJobs(examineKeyMaterial);
