import { encodeForm, type FormEntries, type FormLogin } from '../wire/form.js';
import { execute, type Wire } from './execute.js';
import { buildDocumentSigningForm, type OrderValues } from './order-form.js';
import { type OrderOutcome, orderCommand, withEvidence } from './place-order.js';
import { type ParameterNames } from '../tables/parameter-names.js';

/** A test order, complete or with deliberate faults; `test=Y` is always added. */
export interface TestOrder {
  readonly values: Omit<OrderValues, 'test'>;
  /** Arguments that the table of parameters does not have, or has under another name. */
  readonly others?: readonly (readonly [name: string, value: string])[];
}

declare const testing: unique symbol;

/** A form that sells nothing real. Only `testFormOf` makes one. */
export type TestForm = FormEntries & { readonly [testing]: true };

export type TestFormResult =
  | { readonly kind: 'form'; readonly entries: TestForm }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** The form of a test order, with any configured parameter names: it has `test=Y` exactly once. */
export function testFormOf(order: TestOrder, login: FormLogin, names: ParameterNames): TestFormResult {
  const form = buildDocumentSigningForm({ ...order.values, test: 'Y' }, login, names);
  if (form.kind === 'faults') return form;
  const entries = [...form.entries, ...(order.others ?? [])];
  return isTest(entries)
    ? { kind: 'form', entries }
    : { kind: 'faults', faults: ['the form is not one of a test order'] };
}

function isTest(entries: FormEntries): entries is TestForm {
  return new URLSearchParams(encodeForm(entries)).getAll('test').join() === 'Y';
}

/** One POST with `test=Y`, and never a second try. */
export async function placeTestOrder(order: TestOrder, wire: Wire): Promise<OrderOutcome> {
  const command = {
    ...orderCommand({}, {}, wire),
    form: (login: FormLogin) => testFormOf(order, login, wire.names),
  };
  return withEvidence(await execute(command, wire), wire);
}
