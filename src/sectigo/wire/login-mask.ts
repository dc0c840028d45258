import { MASK } from './form.js';

/** In JSON within JSON within JSON; without an end, a run of them would be looked through from each of them. */
const MOST_BACKSLASHES = 7;
/** Shorter parts of another encoding are in many an innocent text. */
const LEAST_ENCODED = 6;
const PERCENT = '%(?:25)*';
/** What cannot be seen. Not as classes of Unicode, which take many times as long to make a pattern of. */
const BROKEN = '[\\0-\\x1f\\x7f-\\x9f\\xad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff]*';
const AMPERSAND = '&(?:amp;)*';
/** An equals sign or a colon, encoded or not, or the end of a tag; before it what may close a name. */
const ASSIGNED = `(?:["'\\\\\\s]|&quot;|${PERCENT}22){0,8}(?:[=:>]|${PERCENT}3[ad]|${AMPERSAND}#(?:0*61|0*58|x0*3[ad]);?|${AMPERSAND}(?:equals|colon);|\\\\u003[ad])`;

const PASSWORD_ASSIGNED = new RegExp(`(pass(?:word|wd)${ASSIGNED}).*$`, 'isu');
const NAME_ASSIGNED = new RegExp(
  `(login[_-]?name${ASSIGNED}(?:["']|&quot;)?)(?:(?!${PERCENT}26)[^&\\s"'<>;,])+`,
  'giu',
);

/** Everything after `loginPassword=`, even another password, and the value of `loginName=`. */
export function maskAssignments(text: string): string {
  return text.replace(PASSWORD_ASSIGNED, `$1${MASK}`).replace(NAME_ASSIGNED, `$1${MASK}`);
}

/**
 * Masks a password in a text, in any encoding or mixture of encodings. Where one encoding lies
 * within another, nothing of the text is left.
 */
export function passwordMask(password: string): (text: string) => string {
  const pattern = new RegExp([dressed(password), ...encodedWhole(password)].join('|'), 'gi');
  return (text) => {
    const masked = text.replace(pattern, MASK);
    return unwrapped(masked).search(pattern) < 0 ? masked : MASK;
  };
}

const MOST_LAYERS = 5;
const HEXADECIMAL = /(?:%|\\u00|\\x|&#x0*)([0-9a-f]{2});?/gi;

/** Without the encodings that lie on top of each other. */
function unwrapped(text: string): string {
  let bare = text;
  for (let layer = 0; layer < MOST_LAYERS && /[%&\\]/.test(bare); layer += 1) {
    bare = bare
      .replace(HEXADECIMAL, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
      .replace(/&#0*([0-9]{1,3});?/g, (_all, digits: string) => String.fromCharCode(Number(digits) & 0xff))
      .replaceAll('&amp;', '&');
  }
  return bare;
}

/** Each character in any of its encodings; a line may be broken between two of them. */
function dressed(password: string): string {
  return [...password].map((character) => `(?:${dressesOf(character).join('|')})`).join(BROKEN);
}

function dressesOf(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const utf8 = Buffer.from(character, 'utf8');
  const units = Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index), 4));
  return [
    [...utf8].map((byte) => PERCENT + hex(byte, 2)).join(''),
    ...(code > 0x7f && code <= 0xff ? [PERCENT + hex(code, 2)] : []),
    `${AMPERSAND}#(?:0*${code}|x0*${code.toString(16)});?`,
    ...(/[a-z0-9]/i.test(character) ? [] : [`${AMPERSAND}[a-z]{2,8};`]),
    units.map((unit) => `\\\\{1,${MOST_BACKSLASHES}}u${unit}`).join(''),
    ...(code <= 0xff ? [`\\\\{1,${MOST_BACKSLASHES}}x${hex(code, 2)}`] : []),
    `\\\\{1,${MOST_BACKSLASHES}}u\\{0*${code.toString(16)}\\}`,
    ...lookalikes(character).map(literal),
    // last: it may be the beginning of another
    `\\\\{0,${MOST_BACKSLASHES}}${literal(character)}`,
  ];
}

/** What a character becomes on its way through forms and charsets that are not its own. */
function lookalikes(character: string): string[] {
  if (character === ' ') return ['+', '%2b'];
  if (character === '+') return [' '];
  if (/^[\0-\x7f]$/.test(character)) return [];
  return [character.normalize('NFD'), Buffer.from(character, 'utf8').toString('latin1'), '?', '\ufffd'];
}

/** In hexadecimal and in Base64, whose first and last characters depend on the neighbours. */
function encodedWhole(password: string): string[] {
  const bytes = Buffer.from(password, 'utf8');
  const parts = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
  const patterns = parts.map((part) =>
    part.replace(/[-_]/g, (sign) => (sign === '-' ? `(?:[-+]|${PERCENT}2b)` : `(?:[_/]|\\\\/|${PERCENT}2f)`)),
  );
  return [
    ...patterns.filter((_, index) => (parts[index] ?? '').length >= LEAST_ENCODED),
    bytes.toString('hex'),
  ].filter((pattern) => pattern.length >= LEAST_ENCODED);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
