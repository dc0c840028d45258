import { describe, expect, it } from '@jest/globals';
import { faultsOf, namesOf } from '../../test/support/config-faults.js';
import { readConfig } from './read-config.js';

describe('the operator key', () => {
  it.each([
    'k'.repeat(19),
    ' '.repeat(20),
    `${'k'.repeat(20)} `,
    'operator key 0123456789',
    `${'k'.repeat(19)}ü`,
  ])('is not %j, which no caller could send', (key) =>
    expect(namesOf({ OPERATOR_KEY: key })).toEqual(['OPERATOR_KEY']),
  );

  it('is in no fault', () => {
    expect(faultsOf({ OPERATOR_KEY: 's3cret s3cret s3cret' }).join()).not.toContain('s3cret');
  });

  it('may be any string that a header carries, and the same holds for the metrics token', () => {
    const key = '!"#$%&\'()*+,-./0123456789:;<=>?@[\\]^_`{|}~';
    const { operatorKey, metricsToken } = readConfig({ OPERATOR_KEY: key, METRICS_TOKEN: key });
    expect([operatorKey, metricsToken]).toEqual([key, key]);
    expect(namesOf({ METRICS_TOKEN: 'metrics token 0123456789' })).toEqual(['METRICS_TOKEN']);
  });
});
