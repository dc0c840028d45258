/** See `untested.mjs`. */
export function untested(document: { readonly paths: object }, exchanges: readonly string[]): string[];
