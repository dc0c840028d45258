import { describe, expect, it } from '@jest/globals';
import { faultOfSchema, faultOfServer, warningsOf } from './check-database.js';

const SOUND = { version: 15, encoding: 'UTF8', recovering: false, readOnly: 'off' };

describe('a Postgres server', () => {
  it.each([
    [SOUND, undefined],
    [{ ...SOUND, version: 14 }, undefined],
    [{ ...SOUND, version: 13 }, 'Postgres 13 is too old: 14 or newer is needed'],
    [{ ...SOUND, encoding: 'LATIN1' }, expect.stringMatching(/^the database's encoding is LATIN1/)],
    [{ ...SOUND, recovering: true, readOnly: 'on' }, 'the server is a standby and takes no writes'],
    [{ ...SOUND, readOnly: 'on' }, expect.stringMatching(/^the database takes no writes/)],
  ])('with %j has the fault %s', (facts, fault) => {
    expect(faultOfServer(facts)).toEqual(fault);
  });
});

describe('what a crash of Postgres may lose', () => {
  it.each([
    ['on', 'on', []],
    ['local', 'on', []],
    ['off', 'off', ['synchronous_commit is off', 'fsync is off']],
  ])('is told of with synchronous_commit=%s and fsync=%s', (synchronousCommit, fsync, told) => {
    const warnings = warningsOf({ synchronousCommit, fsync });

    expect(warnings.map((warning) => warning.split(':')[0])).toEqual(told);
  });
});

describe('the schema', () => {
  it.each([
    ['is new in an empty database', { homes: [], schemaExists: false }, 'public', undefined],
    ['has the tables', { homes: ['public'], schemaExists: true }, 'public', undefined],
    ['has the tables beside another gateway', { homes: ['a', 'b'], schemaExists: true }, 'b', 'b'],
    ['was made for another gateway', { homes: ['a'], schemaExists: true }, 'b', 'b'],
  ])('may be used when it %s', (_what, facts, schema, named) => {
    expect(faultOfSchema(facts, schema, named)).toBeUndefined();
  });

  it.each([
    ['is not the one with the tables', true, 'public', undefined, /add \?schema=a$/],
    ['is named, and not there', false, 'b', 'b', /make its schema first$/],
  ] as const)('is refused when it %s', (...[, schemaExists, schema, named, words]) => {
    expect(faultOfSchema({ homes: ['a'], schemaExists }, schema, named)).toMatch(words);
  });
});
