import { type ParameterName, type ValueRule } from './accepted-parameters.js';
import { type AccountSettings } from './account.js';
import { writeDate } from './date-forms.js';
import { type Refusal } from './error-rows.js';
import { type FormField } from './form-body.js';
import { type Purchase } from './ledger.js';
import { mangle, type Personality } from './personality.js';
import { checkLogin, checkNames, checkValues, valuesOf } from './request-rules.js';
import { sentAs } from './sent-arguments.js';

const text = (maxLength: number): ValueRule => ({ kind: 'text', maxLength });
const integer = (pattern: RegExp): ValueRule => ({ kind: 'pattern', pattern, maxLength: 10 });
const UNIX_SECONDS = integer(/^\d+$/);
const RESULT_NUMBER = integer(/^[1-9]\d*$/);
const YES_NO: ValueRule = { kind: 'choice', values: ['Y', 'N'] };

/** The arguments of `!WebHostReport` that are simulated; the page has more, which only look into SSL certificates. */
const ARGUMENTS: Readonly<Record<string, ValueRule>> = {
  loginName: text(64),
  loginPassword: text(128),
  notBefore: UNIX_SECONDS,
  notAfter: UNIX_SECONDS,
  firstResultNo: RESULT_NUMBER,
  lastResultNo: RESULT_NUMBER,
  organizationName: text(64),
  orderNumber: text(32767),
  foreignOrderNumber: text(32767),
  certificateID: text(32767),
  showStatusDetails: YES_NO,
  showCertificateID: YES_NO,
  showCost: YES_NO,
};

export interface ReportRequest {
  /** Argument → value; those that are absent or empty are not in it. */
  readonly values: ReadonlyMap<string, string>;
  readonly firstResultNo: number;
  readonly lastResultNo: number;
}

export type ReportVerdict =
  | { readonly kind: 'acceptable'; readonly report: ReportRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The rules of `!WebHostReport`, in the order of those of an order. */
export function judgeReport(fields: readonly FormField[], account: AccountSettings): ReportVerdict {
  const values = valuesOf(fields);
  const login = { loginName: values.get('loginName'), loginPassword: values.get('loginPassword') };
  const refusal =
    checkLogin(login, account) ??
    checkNames(fields, new Set(Object.keys(ARGUMENTS))) ??
    checkValues(ARGUMENTS, values);
  if (refusal !== null) return { kind: 'refused', refusal };
  const firstResultNo = Number(values.get('firstResultNo') ?? '1');
  const lastResultNo = Number(values.get('lastResultNo') ?? Number.MAX_SAFE_INTEGER);
  return lastResultNo < firstResultNo
    ? { kind: 'refused', refusal: { row: 4, subject: 'lastResultNo' } }
    : { kind: 'acceptable', report: { values, firstResultNo, lastResultNo } };
}

/** The purchases that the report is about, oldest first. */
export function reportedPurchases(
  purchases: readonly Purchase[],
  { values }: ReportRequest,
  { parameterNames, reportDelayMs }: AccountSettings,
  now: Date,
): readonly Purchase[] {
  const notBefore = Number(values.get('notBefore') ?? '0');
  const notAfter = Number(values.get('notAfter') ?? Number.MAX_SAFE_INTEGER);
  const organizationName = likePattern(values.get('organizationName'));
  const isListed = (argument: string, value: string | undefined): boolean => {
    const list = values.get(argument);
    return list === undefined || list.split(',').some((entry) => entry.trim() === value);
  };
  return purchases.filter(
    (purchase) =>
      now.getTime() - Date.parse(purchase.at) >= reportDelayMs &&
      secondsOf(purchase) >= notBefore &&
      secondsOf(purchase) <= notAfter &&
      organizationName.test(sentAs('organizationName', purchase, parameterNames)) &&
      isListed('orderNumber', String(purchase.orderNumber)) &&
      isListed('foreignOrderNumber', purchase.form.foreignOrderNumber) &&
      isListed('certificateID', purchase.certificateId),
  );
}

/** As SQL's LIKE, without regard to case: `_` is any one character, `%` any number of them. */
function likePattern(pattern: string | undefined): RegExp {
  if (pattern === undefined) return /^/;
  const source = pattern
    .replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    .replaceAll('_', '.')
    .replace(/%+/g, '.*');
  return new RegExp(`^${source}$`, 'isu');
}

/** No source documents the status of an order; this is its certificate's. */
const STATUS = 'Awaiting Validation';

const REPORTED_ARGUMENTS: readonly ParameterName[] = [
  'organizationName',
  'organizationalUnitName',
  'streetAddress1',
  'streetAddress2',
  'streetAddress3',
  'localityName',
  'stateOrProvinceName',
  'postalCode',
  'countryName',
];

/** The fields of a row and of its one item, without the number of the row. */
export function rowOf(
  purchase: Purchase,
  { values }: ReportRequest,
  { parameterNames }: AccountSettings,
  dress: Personality['report'],
): readonly (readonly [name: string, value: string])[] {
  const asked = (name: string): boolean => values.get(name) === 'Y';
  const item: [string, string][] = [['1_type', 'Document Signing']];
  if (asked('showCertificateID')) item.push(['1_certificateID', purchase.certificateId]);
  item.push(['1_status', STATUS]);
  if (asked('showStatusDetails')) item.push(['1_lastStatusChange', String(secondsOf(purchase))]);
  return [
    ['orderNumber', String(purchase.orderNumber)],
    ['orderStatus', STATUS],
    ['dateTime', writeDate(purchase.at, dress.dateTime)],
    ...REPORTED_ARGUMENTS.map((name): [string, string] => [
      name,
      mangle(sentAs(name, purchase, parameterNames), dress.names),
    ]),
    ['validationStatus', STATUS],
    ...(dress.foreignOrderNumber && purchase.form.foreignOrderNumber !== undefined
      ? [['foreignOrderNumber', purchase.form.foreignOrderNumber] as const]
      : []),
    ...(asked('showCost') ? [['cost', purchase.cost] as const] : []),
    ...item,
  ];
}

function secondsOf({ at }: Purchase): number {
  return Math.floor(Date.parse(at) / 1000);
}
