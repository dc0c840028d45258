import { createHash } from 'node:crypto';
import { CERTIFICATE_DRESSES } from './certificate-dress.js';
import { DATE_FORMS } from './date-forms.js';
import { ERROR_ROWS, NUMBERS_IN_USE } from './error-rows.js';
import { FIELD_ORDERS, type FieldDress, LETTER_CASES } from './field-dress.js';
import { AMOUNT_FORMS, NAME_MANGLINGS, type Personality, PUSH_BODIES } from './personality.js';

/** Row → what its argument may be called, after the habits of the others; never the name that is guessed. */
export const POSSIBLE_NAMES: ReadonlyMap<number, readonly string[]> = new Map([
  [
    41,
    [
      'customerEmail',
      'customerEmailAddress',
      'CustomerEmailAddress',
      'customerValidationEmailAddress',
      'validationEmail',
      'appRepValidationEmailAddress',
    ],
  ],
  [
    53,
    [
      'callbackTemplateId',
      'CallbackTemplateID',
      'callbackTemplate',
      'callbackEmailTemplateID',
      'callBackTemplateID',
      'appRepCallbackTemplateID',
    ],
  ],
  [
    54,
    [
      'subscriberAgreementTemplateId',
      'SubscriberAgreementTemplateID',
      'subscriberAgreementTemplate',
      'subscriberAgreementEmailTemplateID',
      'agreementTemplateID',
      'appRepSubscriberAgreementTemplateID',
    ],
  ],
]);

type Spellings = readonly Readonly<Record<string, string>>[];

/** The gateway is not documented to read the last of each. */
export const REPORT_SPELLINGS: Spellings = [
  {},
  { errorCode: 'error_code' },
  { cost: 'totalCost' },
  { orderNumber: 'orderNo' },
];
export const STATUS_SPELLINGS: Spellings = [{}, { certificateStatus: 'status' }, { orderNumber: 'orderNo' }];
export const BALANCE_SPELLINGS: Spellings = [
  {},
  { availableCredit: 'balance', hardCreditLimit: 'creditLimit' },
  { currency: 'currencyCode', availableCredit: 'accountBalance', hardCreditLimit: 'hardLimit' },
  { availableCredit: 'funds' },
];
export const PUSH_SPELLINGS: Spellings = [{}, { statusDesc: 'description' }, { orderNumber: 'orderNo' }];

/** A report that lags, by some seconds at the most. */
export const REPORT_DELAYS_MS = [0, 500, 1_500, 3_000, 5_000] as const;
export const LOST_EACH = [0, 0, 5, 3, 2] as const;

type Choose = <T>(trait: string, options: readonly T[]) => T;

/** The same seed, the same personality: each trait is drawn on its own, so another one more changes no other. */
export function makePersonality(seed: string): Personality {
  const choose: Choose = (trait, options) =>
    options[draw(seed, trait) % options.length] as (typeof options)[number];
  const fields = (of: string, spellings: Spellings): FieldDress => ({
    names: choose(`${of}.names`, spellings),
    letterCase: choose(`${of}.letterCase`, LETTER_CASES),
    order: choose(`${of}.order`, FIELD_ORDERS),
  });
  return {
    parameterNames: new Map(
      [...POSSIBLE_NAMES].map(([row, names]) => [row, choose(`parameterNames.${row}`, names)]),
    ),
    errorCodes: errorCodesOf(seed),
    foreignOrderNumbers: choose('foreignOrderNumbers', [true, false]),
    report: {
      fields: fields('report', REPORT_SPELLINGS),
      dateTime: choose('report.dateTime', DATE_FORMS),
      names: choose('report.names', NAME_MANGLINGS),
      foreignOrderNumber: choose('report.foreignOrderNumber', [true, false]),
      count: choose('report.count', ['whole', 'page']),
      rowNumbers: choose('report.rowNumbers', ['whole', 'page']),
      delayMs: choose('report.delayMs', REPORT_DELAYS_MS),
    },
    status: {
      fields: fields('status', STATUS_SPELLINGS),
      orderDateTime: choose('status.orderDateTime', DATE_FORMS),
      validity: choose('status.validity', DATE_FORMS),
    },
    balance: {
      fields: fields('balance', BALANCE_SPELLINGS),
      amounts: choose('balance.amounts', AMOUNT_FORMS),
      currency: choose('balance.currency', ['upper-case', 'lower-case']),
    },
    push: {
      fields: fields('push', PUSH_SPELLINGS),
      body: choose('push.body', PUSH_BODIES),
      certificates: choose('push.certificates', CERTIFICATE_DRESSES),
      lostEach: choose('push.lostEach', LOST_EACH),
    },
  };
}

function draw(seed: string, trait: string): number {
  return createHash('sha256').update(`${seed}\n${trait}`).digest().readUInt32BE();
}

const LOWEST = -299;
const HIGHEST = -43;

/** Each unknown row gets a number that no source has, and no other row. */
function errorCodesOf(seed: string): ReadonlyMap<number, number> {
  const span = HIGHEST - LOWEST + 1;
  const free = Array.from({ length: span }, (_, index) => HIGHEST - index)
    .filter((code) => !NUMBERS_IN_USE.has(code))
    .map((code) => ({ code, rank: draw(seed, `errorCodes.${code}`) }))
    .sort((one, other) => one.rank - other.rank);
  const unknown = ERROR_ROWS.filter(({ codeKnown }) => !codeKnown);
  return new Map(unknown.map(({ row }, index) => [row, free[index]?.code ?? LOWEST - row]));
}
