export type FormEntries = readonly (readonly [name: string, value: string])[];

/** Who asks. A client certificate does not travel in the form, so its user sends the login name alone. */
export interface FormLogin {
  readonly loginName: string;
  readonly loginPassword: string | null;
}

export type FormResult =
  | { readonly kind: 'form'; readonly entries: FormEntries }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Half of a UTF-16 pair: UTF-8 has no bytes for it, so it would arrive as another character than was meant. */
export const LONE_SURROGATE = /\p{Surrogate}/u;

export const MASK = '********';

/** `application/x-www-form-urlencoded` in UTF-8, as URLSearchParams writes it: a space is `+`, a line end stays itself. */
export function encodeForm(entries: FormEntries): string {
  for (const [name, value] of entries) {
    if (LONE_SURROGATE.test(name) || LONE_SURROGATE.test(value)) {
      throw new TypeError('A form can hold well-formed Unicode only');
    }
  }
  return new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value])).toString();
}

/** The login, and the entries that have a value. */
export function formOf(
  { loginName, loginPassword }: FormLogin,
  entries: readonly (readonly [string, string | null | undefined])[],
): FormResult {
  const all = [['loginName', loginName] as const, ['loginPassword', loginPassword] as const, ...entries];
  const given = all.filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const malformed = given.filter(([, value]) => LONE_SURROGATE.test(value));
  return malformed.length > 0
    ? { kind: 'faults', faults: malformed.map(([name]) => `${name} is not well-formed Unicode`) }
    : { kind: 'form', entries: given };
}
