import { floor } from './floor.mjs';
import { graphileWorker } from './graphile-worker.mjs';
import { naive } from './naive.mjs';
import { ours } from './ours.mjs';
import { pgBoss } from './pg-boss.mjs';
import { pgbench } from './pgbench.mjs';

export const CONTENDERS = [ours, naive, floor, pgBoss, graphileWorker, pgbench];
