/** What a line of text must not hold: each of these is lost, or shown as something else, on its way to a certificate. */
export type TextFlaw =
  'control-character' | 'malformed-unicode' | 'replacement-character' | 'noncharacter' | 'bidi-control';

/**
 * In this order. Characters that are not assigned may be assigned in the Unicode of the reader. Left-to-right and
 * right-to-left marks are part of ordinary Hebrew and Arabic text and turn nothing around but their neighbours; the
 * overrides, embeddings and isolates can show a name as another one.
 */
const FLAWS: readonly (readonly [TextFlaw, RegExp])[] = [
  ['control-character', /[\p{Cc}\u2028\u2029]/u],
  ['malformed-unicode', /\p{Cs}/u],
  ['replacement-character', /\ufffd/],
  ['noncharacter', /\p{Noncharacter_Code_Point}/u],
  ['bidi-control', /[\u202a-\u202e\u2066-\u2069]/],
];

/** U+2800 is the Braille pattern without a dot. A mark without a letter to sit on is no text either. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/u;

export function textFlaw(text: string): TextFlaw | undefined {
  return FLAWS.find(([, pattern]) => pattern.test(text))?.[0];
}

export function hasVisibleCharacter(text: string): boolean {
  return VISIBLE.test(text);
}

/** In characters (code points), as Sectigo counts; what is far too long is not taken apart for it. */
export function isLongerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const BLANKS = /[\p{White_Space}\u2800]+/gu;
/** Most texts are of these, on which the rules of Unicode have little to say. */
const ASCII_LINE = /^[ -~]*$/;
/** Of another letter than i, though both are I in capitals. */
const DOTLESS_I = '\u0131';

/**
 * Equal for texts that people take for the same: however their characters are composed, whatever the case of their letters,
 * how many and which blanks are between words, and what is in them that nobody sees.
 */
export function foldText(text: string): string {
  if (ASCII_LINE.test(text)) return text.toLowerCase().replace(BLANKS, ' ').trim();
  const seen = text.normalize('NFKC').replace(UNSEEN, '');
  return Array.from(seen, foldCase).join('').normalize('NFKC').replace(BLANKS, ' ').trim();
}

/** As full case folding of Unicode does: STRASSE, Straße and STRAẞE are the same. */
function foldCase(character: string): string {
  return character === DOTLESS_I ? character : character.toLowerCase().toUpperCase().toLowerCase();
}
