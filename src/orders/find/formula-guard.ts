/** Some spreadsheets take these for the end of a cell, whatever quotes are around them. */
const AFTER_CELL_END = /(?<=[;\t\r\n])/;
/** What shows nothing, so that a spreadsheet may drop it: blanks, controls, marks without a letter. */
const INVISIBLE = /^[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;
const FORMULA = /^[=+\-\u2212@|%]/;

/** The text of a cell that no spreadsheet takes for a formula and runs: what a caller wrote must stay text. */
export function withoutFormulas(text: string): string {
  const [first = '', ...others] = text.split(AFTER_CELL_END);
  const begins = isFormula(text) || /^[\t\r\n]/.test(text);
  return quotedIf(begins, first) + others.map((part) => quotedIf(isFormula(part), part)).join('');
}

/** A sign in full width, or in another form, is that sign to some. */
function isFormula(text: string): boolean {
  return FORMULA.test(text.normalize('NFKC').replace(INVISIBLE, ''));
}

/** The mark of spreadsheets for text. */
function quotedIf(dangerous: boolean, text: string): string {
  return dangerous ? `'${text}` : text;
}
