import { type ParameterNames } from './accepted-parameters.js';
import { type CertificateDress } from './certificate-dress.js';
import { type DateForm } from './date-forms.js';
import { type ErrorCodes } from './error-rows.js';
import { type FieldDress, PUBLISHED_FIELDS } from './field-dress.js';

/** How a text comes back that was sent otherwise. */
export const NAME_MANGLINGS = ['as-sent', 'upper-case', 'lower-case', 'wide-blanks', 'no-blanks'] as const;
export type NameMangling = (typeof NAME_MANGLINGS)[number];

/** How an amount of the balance is written. */
export const AMOUNT_FORMS = ['cents', 'ten-thousandths', 'thousands-with-commas'] as const;
export type AmountForm = (typeof AMOUNT_FORMS)[number];

/** The body of a push that brings certificates. */
export const PUSH_BODIES = ['form', 'json', 'multipart'] as const;
export type PushBody = (typeof PUSH_BODIES)[number];

/**
 * All in which one Sectigo may differ from another, where no source says how it is. Data alone: the endpoints take their
 * forms from it.
 */
export interface Personality {
  /** Row → wire name, of arguments whose name is not published; the guessed names are then unknown arguments. */
  readonly parameterNames: ParameterNames;
  /** Row → number, of errors whose number is not published. */
  readonly errorCodes: ErrorCodes;
  /** Whether an order may have the argument `foreignOrderNumber`. */
  readonly foreignOrderNumbers: boolean;
  readonly report: {
    readonly fields: FieldDress;
    readonly dateTime: DateForm;
    readonly names: NameMangling;
    /** Whether the number that an order was given comes back. */
    readonly foreignOrderNumber: boolean;
    /** What `noOfResults` counts. */
    readonly count: 'whole' | 'page';
    /** Whether rows are numbered within their page or from `firstResultNo` on. */
    readonly rowNumbers: 'whole' | 'page';
    /** A younger purchase is not in it yet. */
    readonly delayMs: number;
  };
  readonly status: {
    readonly fields: FieldDress;
    readonly orderDateTime: DateForm;
    /** `notBefore` and `notAfter` of the certificate. */
    readonly validity: DateForm;
  };
  readonly balance: {
    readonly fields: FieldDress;
    readonly amounts: AmountForm;
    readonly currency: 'upper-case' | 'lower-case';
  };
  readonly push: {
    readonly fields: FieldDress;
    readonly body: PushBody;
    readonly certificates: CertificateDress;
    /** Each of so many is never sent; 0: all are. */
    readonly lostEach: number;
  };
}

/** As published, and as assumed where nothing is. */
export const PUBLISHED: Personality = {
  parameterNames: new Map(),
  errorCodes: new Map(),
  foreignOrderNumbers: false,
  report: {
    fields: PUBLISHED_FIELDS,
    dateTime: 'unix-seconds',
    names: 'as-sent',
    foreignOrderNumber: false,
    count: 'whole',
    rowNumbers: 'page',
    delayMs: 0,
  },
  status: { fields: PUBLISHED_FIELDS, orderDateTime: 'minutes', validity: 'unix-seconds' },
  balance: { fields: PUBLISHED_FIELDS, amounts: 'cents', currency: 'upper-case' },
  push: { fields: PUBLISHED_FIELDS, body: 'form', certificates: 'pem', lostEach: 0 },
};

/** As the control API shows it. */
export function personalityView({ parameterNames, errorCodes, ...rest }: Personality): object {
  return {
    parameterNames: Object.fromEntries(parameterNames),
    errorCodes: Object.fromEntries(errorCodes),
    ...rest,
  };
}

export function mangle(name: string, mangling: NameMangling): string {
  switch (mangling) {
    case 'as-sent':
      return name;
    case 'upper-case':
      return name.toUpperCase();
    case 'lower-case':
      return name.toLowerCase();
    case 'wide-blanks':
      return name.replaceAll(' ', '  ');
    case 'no-blanks':
      return name.replaceAll(' ', '');
  }
}

/** An amount with two decimals, written otherwise. */
export function writeAmount(amount: string, form: AmountForm): string {
  switch (form) {
    case 'cents':
      return amount;
    case 'ten-thousandths':
      return `${amount}00`;
    case 'thousands-with-commas':
      return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
  }
}
