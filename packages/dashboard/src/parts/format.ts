/** Local, to the second: `23 Nov 2026, 06:05:12`. */
export function localTime(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(iso),
  );
}

/** Of the clock on the wall: `Europe/Berlin`. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Local: `23 Nov`. */
export function localDay(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(new Date(iso));
}

/** Of UTC: `23 Nov`. */
export function utcDay(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}

/** Local: `23 Nov 2026`; the text itself where it is no time. */
export function localDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(date);
}

/** `2026-11-23 06:05:12 UTC`. */
export function utcTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A decimal string as people read it: `1234567.80` → `1,234,567.80`. Its digits stay as they are. */
export function amount(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 time`, `2 times`. */
export function counted(count: number, noun: string): string {
  return `${amount(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

const DAY_MS = 86_400_000;

/** Whole days until then, a begun one counted: 0 or less when it is over. */
export function daysUntil(iso: string, now = Date.now()): number {
  return Math.ceil((Date.parse(iso) - now) / DAY_MS);
}

/** The time so many days from now. */
export function inDays(days: number, now = Date.now()): string {
  return new Date(now + days * DAY_MS).toISOString();
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** The two largest units of a length of time: `2 d 3 h`, `4 min 10 s`; below ten seconds with a decimal. */
export function duration(seconds: number): string {
  if (seconds > 0 && seconds < 0.1) return '< 0.1 s';
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [unit, length] of UNITS) {
    if (rest >= length) parts.push(`${Math.floor(rest / length)} ${unit}`);
    rest %= length;
  }
  if (rest > 0) parts.push(`${rest} s`);
  return parts.slice(0, 2).join(' ');
}

/** How long ago, in the largest unit: `3 h ago`; in the future: `in 3 h`. */
export function ago(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1_000;
  const length = Math.abs(seconds);
  const [unit, size] = UNITS.find(([, least]) => length >= least) ?? ['s', 1];
  const text = `${Math.floor(length / size)} ${unit}`;
  if (length < 10) return seconds < 0 ? 'in a moment' : 'just now';
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** `outcome-unknown` → `Outcome unknown`. */
export function words(name: string): string {
  const spaced = name
    .replace(/[-_.]/g, ' ')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
