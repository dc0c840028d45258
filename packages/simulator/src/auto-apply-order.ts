import {
  ACCEPTED_PARAMETERS,
  wireNameOf,
  type OrderForm,
  type ParameterName,
  type ParameterNames,
} from './accepted-parameters.js';
import { type AccountSettings } from './account.js';
import { checkCsr } from './csr-rules.js';
import { type Refusal } from './error-rows.js';
import { type FormField } from './form-body.js';
import { checkCombinations, productsOf } from './order-rules.js';
import { type ReplyFormat } from './reply-formats.js';
import { checkLogin, checkNames } from './request-rules.js';
import { checkValue } from './value-rules.js';

export type Verdict =
  | {
      readonly kind: 'acceptable';
      readonly form: OrderForm;
      readonly costCents: number;
      readonly test: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The rules of `!AutoApplyOrder`: credentials before content, then unknown, repeated and missing arguments, single
 * values in the order of the page, combinations, the CSR and the price. Only credit is left to the moment of sale.
 */
export async function judgeOrder(fields: readonly FormField[], account: AccountSettings): Promise<Verdict> {
  const { parameterNames } = account;
  const form = readOrderForm(fields, parameterNames);
  const login = { loginName: form.get('loginName'), loginPassword: form.get('loginPassword') };
  const refusal =
    inWireNames(checkLogin(login, account), parameterNames) ??
    checkNames(fields, knownNames(account)) ??
    inWireNames(checkRequired(form) ?? checkValues(form) ?? checkCombinations(form), parameterNames) ??
    (await checkCsrOf(form, account));
  if (refusal !== null) return { kind: 'refused', refusal };
  const costCents = costOf(form, account);
  return costCents === null
    ? { kind: 'refused', refusal: { row: 37 } }
    : { kind: 'acceptable', form, costCents, test: form.get('test') === 'Y' };
}

/** Plain lines unless `responseFormat=1`, also for requests that are refused. */
export function replyFormatOf(fields: readonly FormField[], names: ParameterNames): ReplyFormat {
  return readOrderForm(fields, names).get('responseFormat') === '1' ? 1 : 0;
}

function readOrderForm(fields: readonly FormField[], names: ParameterNames): OrderForm {
  const form = new Map<ParameterName, string>();
  for (const parameter of ACCEPTED_PARAMETERS) {
    const wireName = wireNameOf(parameter, names);
    const value = fields.find(({ name }) => name === wireName)?.value;
    if (value !== undefined && value !== null && value !== '') form.set(parameter.name, value);
  }
  return form;
}

/** The sender's own order number, which only some accounts may send; not confirmed for these orders. */
const FOREIGN_ORDER_NUMBER = 'foreignOrderNumber';

function knownNames({ parameterNames, foreignOrderNumbers }: AccountSettings): ReadonlySet<string | null> {
  const names = ACCEPTED_PARAMETERS.map((parameter) => wireNameOf(parameter, parameterNames));
  return new Set(foreignOrderNumbers ? [...names, FOREIGN_ORDER_NUMBER] : names);
}

function checkRequired(form: OrderForm): Refusal | null {
  const missing = ACCEPTED_PARAMETERS.find(({ required, name }) => required && !form.has(name));
  return missing === undefined ? null : { row: 3, subject: missing.name };
}

function checkValues(form: OrderForm): Refusal | null {
  for (const parameter of ACCEPTED_PARAMETERS) {
    const value = form.get(parameter.name);
    const refusal = value === undefined ? null : checkValue(parameter, value);
    if (refusal !== null) return refusal;
  }
  return null;
}

async function checkCsrOf(form: OrderForm, account: AccountSettings): Promise<Refusal | null> {
  const csr = form.get('csr');
  return csr === undefined ? null : checkCsr(csr, account.compromisedKeys);
}

function costOf(form: OrderForm, account: AccountSettings): number | null {
  const prices = productsOf(form).map((product) => account.pricesCents.get(product));
  if (prices.includes(undefined)) return null;
  return form.get('test') === 'Y' ? 0 : prices.reduce<number>((sum, price) => sum + (price ?? 0), 0);
}

/** The rules speak the table's names, the sender may have been told others. */
function inWireNames(refusal: Refusal | null, names: ParameterNames): Refusal | null {
  const parameter = ACCEPTED_PARAMETERS.find(({ name }) => name === refusal?.subject);
  const wireName = parameter === undefined ? null : wireNameOf(parameter, names);
  return refusal === null || wireName === null ? refusal : { ...refusal, subject: wireName };
}
