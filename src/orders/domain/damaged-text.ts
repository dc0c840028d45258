/** What happens to letters between programs that disagree about their encoding. */
export type TextDamage = 'question-marks-in-text' | 'html-entity-in-text' | 'mojibake-in-text';

/** Where a letter was lost there is a question mark within a word, or several in a row. */
const LOST_LETTERS = /\?{2}|\p{L}\?\p{L}/u;
const HTML_ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;

/** The characters of Windows-1252 from 0x80 to 0x9F; the rest of it are those of Unicode. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const HIGH_RUN = new RegExp(`[${WINDOWS_1252}\\u00a0-\\u00ff]{2,}`, 'gu');

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export function damagesOf(text: string): TextDamage[] {
  return [
    ...(LOST_LETTERS.test(text) ? (['question-marks-in-text'] as const) : []),
    ...(HTML_ENTITY.test(text) ? (['html-entity-in-text'] as const) : []),
    ...((text.match(HIGH_RUN) ?? []).some(isUtf8ReadAsWindows1252) ? (['mojibake-in-text'] as const) : []),
  ];
}

/** Bytes of UTF-8 that were read as Windows-1252 are UTF-8 still; a word that was meant so hardly ever is. */
function isUtf8ReadAsWindows1252(run: string): boolean {
  const bytes = Uint8Array.from(run, (character) => {
    const at = WINDOWS_1252.indexOf(character);
    return at < 0 ? character.charCodeAt(0) : 0x80 + at;
  });
  try {
    UTF_8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
