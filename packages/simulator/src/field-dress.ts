export const LETTER_CASES = ['as-published', 'lower', 'upper', 'title'] as const;
export const FIELD_ORDERS = ['as-published', 'reversed', 'by-name'] as const;

/** How the fields of a reply or a push are spelled, and in what order they come. */
export interface FieldDress {
  /** Published name → another one. */
  readonly names: Readonly<Record<string, string>>;
  readonly letterCase: (typeof LETTER_CASES)[number];
  readonly order: (typeof FIELD_ORDERS)[number];
}

export const PUBLISHED_FIELDS: FieldDress = {
  names: {},
  letterCase: 'as-published',
  order: 'as-published',
};

export type Pair = readonly [name: string, value: string];

/** Names with the numbers of their row and item in front, such as `1_1_certificateID`, keep these. */
export function dressed(pairs: readonly Pair[], { names, letterCase, order }: FieldDress): Pair[] {
  const spelled = pairs.map(([name, value]): Pair => {
    const [, numbers = '', field = ''] = /^((?:\d+_)*)(.*)$/.exec(name) ?? [];
    return [`${numbers}${inCase(names[field] ?? field, letterCase)}`, value];
  });
  switch (order) {
    case 'as-published':
      return spelled;
    case 'reversed':
      return spelled.reverse();
    case 'by-name':
      return spelled.sort(([one], [other]) => (one < other ? -1 : 1));
  }
}

export function dressedRecord(
  record: Readonly<Record<string, string>>,
  dress: FieldDress,
): Readonly<Record<string, string>> {
  return Object.fromEntries(dressed(Object.entries(record), dress));
}

/** URL-encoded. */
export function writePairs(pairs: readonly Pair[]): string {
  return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
}

function inCase(name: string, letterCase: FieldDress['letterCase']): string {
  switch (letterCase) {
    case 'as-published':
      return name;
    case 'lower':
      return name.toLowerCase();
    case 'upper':
      return name.toUpperCase();
    case 'title':
      return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  }
}
