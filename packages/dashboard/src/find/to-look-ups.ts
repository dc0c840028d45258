/** What a text may be the name of, by its form. */
export type LookUp =
  | { readonly kind: 'order' | 'client' | 'webhook'; readonly id: string }
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'orders'; readonly filter: Readonly<Record<string, string>> };

const MOST_OF_Q = 100;

/** Which look-ups to make for a query: by the kind of id, or an order search. */
export function toLookUps(typed: string): readonly LookUp[] {
  const text = typed.trim();
  if (text === '') return [];
  const [, prefix = ''] = /^(ord|cli|whk|req)_[0-9A-Za-z]/.exec(text) ?? [];
  switch (prefix) {
    case 'ord':
      return [{ kind: 'order', id: text }];
    case 'cli':
      return [{ kind: 'client', id: text }];
    case 'whk':
      return [{ kind: 'webhook', id: text }];
    case 'req':
      return [{ kind: 'request', id: text }];
  }
  if (text.length > MOST_OF_Q) return [];
  const byText: LookUp = { kind: 'orders', filter: { q: text } };
  // the id of a certificate is a number as well, and no part of it is looked for
  return /^\d{4,}$/.test(text) ? [byText, { kind: 'orders', filter: { certificateId: text } }] : [byText];
}
