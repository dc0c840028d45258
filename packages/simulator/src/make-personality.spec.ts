import { describe, expect, it } from '@jest/globals';
import { ACCEPTED_PARAMETERS } from './accepted-parameters.js';
import { CERTIFICATE_DRESSES } from './certificate-dress.js';
import { DATE_FORMS } from './date-forms.js';
import { ERROR_ROWS, NUMBERS_IN_USE } from './error-rows.js';
import { FIELD_ORDERS, LETTER_CASES } from './field-dress.js';
import {
  BALANCE_SPELLINGS,
  LOST_EACH,
  makePersonality,
  POSSIBLE_NAMES,
  PUSH_SPELLINGS,
  REPORT_DELAYS_MS,
  REPORT_SPELLINGS,
  STATUS_SPELLINGS,
} from './make-personality.js';
import { AMOUNT_FORMS, NAME_MANGLINGS, type Personality, PUSH_BODIES } from './personality.js';

const SEEDS = Array.from({ length: 100 }, (_, seed) => String(seed));
const personalities = SEEDS.map(makePersonality);

type Trait = readonly [name: string, options: readonly unknown[], of: (one: Personality) => unknown];

const dressTraits = (
  part: 'report' | 'status' | 'balance' | 'push',
  spellings: readonly unknown[],
): Trait[] => [
  [`${part}.fields.names`, spellings, (one) => one[part].fields.names],
  [`${part}.fields.letterCase`, LETTER_CASES, (one) => one[part].fields.letterCase],
  [`${part}.fields.order`, FIELD_ORDERS, (one) => one[part].fields.order],
];

const TRAITS: readonly Trait[] = [
  ...[...POSSIBLE_NAMES].map(([row, names]): Trait => [
    `the name of row ${row}`,
    names,
    (one) => one.parameterNames.get(row),
  ]),
  ['foreignOrderNumbers', [true, false], (one) => one.foreignOrderNumbers],
  ...dressTraits('report', REPORT_SPELLINGS),
  ['report.dateTime', DATE_FORMS, (one) => one.report.dateTime],
  ['report.names', NAME_MANGLINGS, (one) => one.report.names],
  ['report.foreignOrderNumber', [true, false], (one) => one.report.foreignOrderNumber],
  ['report.count', ['whole', 'page'], (one) => one.report.count],
  ['report.rowNumbers', ['whole', 'page'], (one) => one.report.rowNumbers],
  ['report.delayMs', REPORT_DELAYS_MS, (one) => one.report.delayMs],
  ...dressTraits('status', STATUS_SPELLINGS),
  ['status.orderDateTime', DATE_FORMS, (one) => one.status.orderDateTime],
  ['status.validity', DATE_FORMS, (one) => one.status.validity],
  ...dressTraits('balance', BALANCE_SPELLINGS),
  ['balance.amounts', AMOUNT_FORMS, (one) => one.balance.amounts],
  ['balance.currency', ['upper-case', 'lower-case'], (one) => one.balance.currency],
  ...dressTraits('push', PUSH_SPELLINGS),
  ['push.body', PUSH_BODIES, (one) => one.push.body],
  ['push.certificates', CERTIFICATE_DRESSES, (one) => one.push.certificates],
  ['push.lostEach', LOST_EACH, (one) => one.push.lostEach],
];

describe('a personality', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(SEEDS.map(makePersonality)).toEqual(personalities);
    const asTexts = personalities.map((one) =>
      JSON.stringify([one, [...one.parameterNames], [...one.errorCodes]]),
    );
    expect(new Set(asTexts).size).toBe(SEEDS.length);
  });

  it.each(TRAITS)('has every %s among the first hundred', (_name, options, of) => {
    expect(new Set(personalities.map((one) => JSON.stringify(of(one))))).toEqual(
      new Set(options.map((option) => JSON.stringify(option))),
    );
  });

  it('names what nobody knows the name of, and never as it is guessed or as another argument', () => {
    const unconfirmed = ACCEPTED_PARAMETERS.filter(({ confirmed }) => !confirmed);
    expect([...POSSIBLE_NAMES.keys()]).toEqual(unconfirmed.map(({ row }) => row));
    const taken = new Set<string>(ACCEPTED_PARAMETERS.map(({ name }) => name));
    const possible = [...POSSIBLE_NAMES.values()].flat();
    expect(possible.filter((name) => taken.has(name))).toEqual([]);
    expect(new Set(possible).size).toBe(possible.length);
  });

  it('numbers the rows that nobody knows the number of, each by one that means nothing else', () => {
    const unknown = ERROR_ROWS.filter(({ codeKnown }) => !codeKnown).map(({ row }) => row);
    for (const { errorCodes } of personalities) {
      expect([...errorCodes.keys()]).toEqual(unknown);
      const codes = [...errorCodes.values()];
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.filter((code) => code >= 0 || NUMBERS_IN_USE.has(code))).toEqual([]);
    }
  });
});
