import { type ValueRule } from './accepted-parameters.js';
import { type AccountSettings } from './account.js';
import { wordsOf } from './certificate-words.js';
import { type CertificateStatus } from './certificates.js';
import { writeDate } from './date-forms.js';
import { type Refusal } from './error-rows.js';
import { dressedRecord } from './field-dress.js';
import { type FormField } from './form-body.js';
import { type Purchase } from './ledger.js';
import { type Personality } from './personality.js';
import { type ReplyFormat, type StatusReply } from './reply-formats.js';
import { checkLogin, checkNames, checkValues, valuesOf } from './request-rules.js';

/** The arguments of `!GetDetailedOrderStatus`. */
const ARGUMENTS: Readonly<Record<string, ValueRule>> = {
  loginName: { kind: 'text', maxLength: 64 },
  loginPassword: { kind: 'text', maxLength: 128 },
  orderNumber: { kind: 'pattern', pattern: /^\d+$/, maxLength: 18 },
  certificateID: { kind: 'pattern', pattern: /^\d+$/, maxLength: 16 },
  queryType: { kind: 'choice', values: ['0', '1', '2'] },
  showValidityPeriod: { kind: 'choice', values: ['Y', 'N'] },
  responseFormat: { kind: 'choice', values: ['1', '2'] },
};

export interface StatusRequest {
  readonly purchase: Purchase;
  readonly withDetails: boolean;
  readonly withValidity: boolean;
}

export type StatusVerdict =
  | { readonly kind: 'acceptable'; readonly request: StatusRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const refused = (row: number, subject: string): StatusVerdict => ({
  kind: 'refused',
  refusal: { row, subject },
});

/** The rules of `!GetDetailedOrderStatus`, in the order of those of an order. */
export function judgeStatusRequest(
  fields: readonly FormField[],
  account: AccountSettings,
  purchases: readonly Purchase[],
): StatusVerdict {
  const values = valuesOf(fields);
  const login = { loginName: values.get('loginName'), loginPassword: values.get('loginPassword') };
  const refusal = checkLogin(login, account) ?? checkNames(fields, new Set(Object.keys(ARGUMENTS)));
  if (refusal !== null) return { kind: 'refused', refusal };
  const orderNumber = values.get('orderNumber');
  const certificateId = values.get('certificateID');
  if (orderNumber === undefined && certificateId === undefined) return refused(3, 'orderNumber');
  const queryType = values.get('queryType');
  if (queryType === undefined) return refused(3, 'queryType');
  const unfit = checkValues(ARGUMENTS, values);
  if (unfit !== null) return { kind: 'refused', refusal: unfit };
  const purchase = purchases.find(
    (sold) =>
      (orderNumber === undefined || String(sold.orderNumber) === orderNumber) &&
      (certificateId === undefined || sold.certificateId === certificateId),
  );
  if (purchase === undefined) return refused(4, orderNumber === undefined ? 'certificateID' : 'orderNumber');
  const withValidity = values.get('showValidityPeriod') === 'Y';
  return { kind: 'acceptable', request: { purchase, withDetails: queryType !== '0', withValidity } };
}

export function statusFormatOf(fields: readonly FormField[]): ReplyFormat {
  return valuesOf(fields).get('responseFormat') === '2' ? 2 : 1;
}

/** Only the order's three names are published, in the one sample; those of the certificate are assumed. */
export function statusReplyOf(
  { purchase, withDetails, withValidity }: StatusRequest,
  status: CertificateStatus,
  dress: Personality['status'],
): StatusReply {
  const order = dressedRecord(
    {
      orderNumber: String(purchase.orderNumber),
      orderDateTime: writeDate(purchase.at, dress.orderDateTime),
      orderStatus: status.state === 'pending' ? 'Pending' : wordsOf(status),
    },
    dress.fields,
  );
  if (!withDetails) return { order, certificate: null };
  const { certificate } = status;
  const validity =
    withValidity && certificate !== null
      ? {
          notBefore: writeDate(certificate.notBefore, dress.validity),
          notAfter: writeDate(certificate.notAfter, dress.validity),
        }
      : {};
  const told = {
    certificateID: purchase.certificateId,
    certificateStatus: wordsOf(status),
    ...validity,
  };
  return { order, certificate: dressedRecord(told, dress.fields) };
}
