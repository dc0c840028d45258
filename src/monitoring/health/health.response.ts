import { Flag, OneOf, Part, Text, Whole } from '../../http/openapi/property.js';
import {
  DATABASE_TROUBLE_WORDS,
  DATABASE_TROUBLES,
  type DatabaseTrouble,
} from '../../platform/prisma/database-trouble.js';
import {
  REDIS_TROUBLE_WORDS,
  REDIS_TROUBLES,
  type RedisTrouble,
} from '../../platform/queues/redis-trouble.js';

export class AliveResponse {
  @OneOf(['ok'], 'The process answers.') status!: 'ok';
}

export class PostgresState {
  @OneOf(['up', 'down'], 'Whether it accepts writes.') state!: 'up' | 'down';
  @OneOf.optional(DATABASE_TROUBLES, 'What is wrong, if anything is.') trouble?: DatabaseTrouble;
  @Text.optional('The same in a sentence.', DATABASE_TROUBLE_WORDS['read-only']) explanation?: string;
  @Whole.optional('Migrations of this build that are not applied yet.', 0) pendingMigrations?: number;
}

export class RedisState {
  @OneOf(['up', 'down'], 'Whether it accepts jobs.') state!: 'up' | 'down';
  @OneOf.optional(REDIS_TROUBLES, 'What is wrong, if anything is.') trouble?: RedisTrouble;
  @Text.optional('The same in a sentence.', REDIS_TROUBLE_WORDS.evicts) explanation?: string;
  @Text.optional('With any policy but `noeviction` jobs may be lost for a while.', 'noeviction')
  maxmemoryPolicy?: string;
}

const SECTIGO_STATES = [
  'reachable',
  'unreachable (breaker open)',
  'unreachable (the proxy refuses the gateway)',
  'not known',
] as const;

export class SectigoState {
  @OneOf(SECTIGO_STATES, 'According to recent attempts.') state!: (typeof SECTIGO_STATES)[number];
}

export class ReadinessDetails {
  @Part(PostgresState, 'Without it no order is accepted.') postgres!: PostgresState;
  @Part(RedisState, 'Without it orders are sent a little later.') redis!: RedisState;
  @Part(SectigoState, 'Without it orders wait.') sectigo!: SectigoState;
}

export class ReadinessResponse {
  @OneOf(['ok', 'degraded', 'unavailable'], '`degraded`: orders are accepted, but something is wrong.')
  status!: 'ok' | 'degraded' | 'unavailable';
  @Flag('The simulator stands in for Sectigo: nothing is really bought.', false) simulated!: boolean;
  @Flag.optional('True while the process is stopping; absent otherwise.', true) draining?: true;
  @Part(ReadinessDetails, 'The parts that it depends on.') details!: ReadinessDetails;
}
