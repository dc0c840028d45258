import { expect, it } from '@jest/globals';
import { type LearntSettings } from './verify-account.js';
import { withSettings } from './write-settings.js';

const LEARNT: LearntSettings = {
  SECTIGO_PARAMETER_NAMES: { customerEmail: 'customerEmailAddress', callbackTemplateId: null },
  SECTIGO_ERROR_CODES_FILE: null,
  SECTIGO_FOREIGN_ORDER_NUMBER: 'off',
  RECONCILE_INTERVAL_MS: null,
};

it('an env file keeps what was not learnt, and what an operator knows besides', () => {
  const before = [
    '# ours',
    'SECTIGO_PARAMETER_NAMES={"callbackTemplateId":"cbTpl","dunsNumber":"DUNS"}',
    'export SECTIGO_FOREIGN_ORDER_NUMBER = on',
    'RECONCILE_INTERVAL_MS=120000',
    'SECTIGO_ERROR_CODES_FILE=/etc/codes.json',
    '',
  ].join('\r\n');
  const after = withSettings(before, LEARNT, '/etc/codes.json');
  expect(after).toBe(
    [
      '# ours',
      'RECONCILE_INTERVAL_MS=120000',
      'SECTIGO_ERROR_CODES_FILE=/etc/codes.json',
      'SECTIGO_PARAMETER_NAMES={"callbackTemplateId":"cbTpl","dunsNumber":"DUNS","customerEmail":"customerEmailAddress"}',
      'SECTIGO_FOREIGN_ORDER_NUMBER=off',
      '',
    ].join('\n'),
  );
  expect(withSettings(after, LEARNT, '/etc/codes.json')).toBe(after);
});
