/** What a name says under each of its attributes: `C=US, O=Company\, Inc` → `O` is `Company, Inc`. */
export function readSubject(name: string): ReadonlyMap<string, string> {
  const parts = name.split(/, (?=[A-Za-z][A-Za-z0-9.]*=)/).map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at), part.slice(at + 1).replace(/\\(.)/g, '$1')] as const;
  });
  const found = new Map<string, string>();
  for (const [attribute, value] of parts) {
    const before = found.get(attribute);
    found.set(attribute, before === undefined ? value : `${before}, ${value}`);
  }
  return found;
}

/** Whether two texts name the same: case, blanks and the form of an accent do not make another. */
export function isSameText(one: string, other: string): boolean {
  const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(one) === plain(other);
}
