const PLAIN = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]{1,18}))?$/;
const LONGEST = 40;

/** The most digits and decimals of an amount that can be stored exactly. */
export interface AmountRange {
  readonly unitDigits: number;
  readonly decimals: number;
}

/** A decimal string with at least two decimals, or null: what cannot be read for certain, or not be kept, is no amount. */
export function readAmount(text: string | null, { unitDigits, decimals }: AmountRange): string | null {
  if (text === null || text.length > LONGEST) return null;
  const [, sign, units, fraction = ''] = PLAIN.exec(text) ?? [];
  const fine = fraction.replace(/0+$/, '');
  if (units === undefined || units.length > unitDigits || fine.length > decimals) return null;
  return `${sign}${units}.${fine.padEnd(2, '0')}`;
}

/** A moment as Sectigo writes it. */
export interface WireTime {
  /** Where no zone is given, as if it were UTC: it may be up to 14 hours off. */
  readonly at: Date;
  /** Whether it names a day alone, of which `at` is the beginning. */
  readonly dayOnly: boolean;
}

/** UNIX seconds from 1973 to 2286: what has fewer digits was cut. */
const SECONDS = /^[1-9]\d{8,9}$/;
/** The same in milliseconds. */
const MILLISECONDS = /^[1-9]\d{11,12}$/;
/** `2025-06-11`, `2025-06-11 11:57`, `2025-06-11 11:57:30`, and ISO 8601 with a zone or without. */
const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(Z|[+ -]\d{2}:?\d{2})?)?$/i;
const EARLIEST = Date.UTC(1970, 0);
const LATEST = Date.UTC(9999, 11, 31);
const MINUTE_MS = 60_000;

/** Null where it cannot be read beyond doubt. Never a time that Postgres cannot keep. */
export function readTime(text: string): WireTime | null {
  if (SECONDS.test(text)) return { at: new Date(Number(text) * 1000), dayOnly: false };
  if (MILLISECONDS.test(text)) return { at: new Date(Number(text)), dayOnly: false };
  const [, ...parts] = WRITTEN.exec(text) ?? [];
  const [year, month, day, hour, minute, second, zone] = parts;
  const written = `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`;
  const at = new Date(`${written}Z`);
  // the 31st of a short month, or hour 24, would roll over
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(written)) return null;
  const offset = offsetMinutes(zone);
  if (offset === null || at.getTime() < EARLIEST || at.getTime() > LATEST) return null;
  return { at: new Date(at.getTime() - offset * MINUTE_MS), dayOnly: hour === undefined };
}

/** East of Greenwich (a blank is a `+` that a form has lost); null where no place on earth is so far off. */
function offsetMinutes(zone = 'Z'): number | null {
  const [, sign, hours, minutes] = /^([+ -])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  const offset = Number(hours) * 60 + Number(minutes);
  return Number(minutes) > 59 || offset > 14 * 60 ? null : sign === '-' ? -offset : offset;
}
