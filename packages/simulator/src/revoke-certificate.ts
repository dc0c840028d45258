import { type AccountSettings } from './account.js';
import { type CertificateState } from './certificates.js';
import { type Refusal } from './error-rows.js';
import { type FormField } from './form-body.js';
import { type Purchase } from './ledger.js';
import { type ReplyFormat } from './reply-formats.js';
import { checkLogin, checkNames, checkValues, valuesOf } from './request-rules.js';
import { type ValueRule } from './accepted-parameters.js';

const text = (maxLength: number): ValueRule => ({ kind: 'text', maxLength });
const choice = (...values: string[]): ValueRule => ({ kind: 'choice', values });
const integer = (maxLength: number): ValueRule => ({ kind: 'pattern', pattern: /^\d+$/, maxLength });

/** The arguments of `!autoRevokeCertificate` that are simulated; `serialNumber` would need certificates to look into. */
const ARGUMENTS: Readonly<Record<string, ValueRule>> = {
  loginName: text(64),
  loginPassword: text(128),
  orderNumber: integer(18),
  certificateID: integer(16),
  codeReason: choice('0', '1', '3', '4', '5'),
  revocationReason: text(1024),
  includeInCRL: choice('Y', 'N'),
  test: choice('Y', 'N'),
  responseFormat: choice('0', '1'),
};

export interface Revocation {
  readonly purchase: Purchase;
  readonly reason: string;
  /** With `includeInCRL=N` an issued certificate is only marked as replaced. */
  readonly markOnly: boolean;
  readonly test: boolean;
}

export type RevocationVerdict =
  | { readonly kind: 'acceptable'; readonly revocation: Revocation }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The rules of `!autoRevokeCertificate`, in the order of those of an order. */
export function judgeRevocation(
  fields: readonly FormField[],
  account: AccountSettings,
  purchases: readonly Purchase[],
): RevocationVerdict {
  const values = valuesOf(fields);
  const login = { loginName: values.get('loginName'), loginPassword: values.get('loginPassword') };
  const refusal =
    checkLogin(login, account) ??
    checkNames(fields, new Set(Object.keys(ARGUMENTS))) ??
    checkValues(ARGUMENTS, values);
  if (refusal !== null) return { kind: 'refused', refusal };
  const orderNumber = values.get('orderNumber');
  const certificateId = values.get('certificateID');
  if (orderNumber === undefined && certificateId === undefined) {
    return { kind: 'refused', refusal: { row: 3, subject: 'orderNumber' } };
  }
  const purchase = purchases.find(
    (sold) =>
      (orderNumber === undefined || String(sold.orderNumber) === orderNumber) &&
      (certificateId === undefined || sold.certificateId === certificateId),
  );
  if (purchase === undefined) {
    const subject = orderNumber === undefined ? 'certificateID' : 'orderNumber';
    return { kind: 'refused', refusal: { row: 4, subject } };
  }
  const reason = values.get('revocationReason') ?? '';
  const markOnly = values.get('includeInCRL') === 'N';
  return {
    kind: 'acceptable',
    revocation: { purchase, reason, markOnly, test: values.get('test') === 'Y' },
  };
}

export function revocationFormatOf(fields: readonly FormField[]): ReplyFormat {
  return valuesOf(fields).get('responseFormat') === '1' ? 1 : 0;
}

/** The certificate's next state, or the error code if there is none. */
export function afterRevocation(state: CertificateState, markOnly: boolean): CertificateState | -20 | -21 {
  switch (state) {
    case 'revoked':
      return -21;
    case 'rejected':
    case 'failed':
      return -20;
    case 'issued':
      return markOnly ? 'replaced' : 'revoked';
    case 'replaced':
      return 'revoked';
    case 'pending':
    case 'awaiting-brand-validation':
      return 'rejected';
  }
}
