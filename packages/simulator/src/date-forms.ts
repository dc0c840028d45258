/** Time formats; the gateway is not documented to read the last one. */
export const DATE_FORMS = [
  'unix-seconds',
  'unix-milliseconds',
  'minutes',
  'seconds',
  'iso-8601',
  'with-slashes',
] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** A moment in ISO 8601, written otherwise. In UTC, whether or not it says so. */
export function writeDate(at: string, form: DateForm): string {
  const iso = new Date(at).toISOString();
  switch (form) {
    case 'unix-seconds':
      return String(Math.floor(Date.parse(at) / 1000));
    case 'unix-milliseconds':
      return String(Date.parse(at));
    case 'minutes':
      return iso.slice(0, 16).replace('T', ' ');
    case 'seconds':
      return iso.slice(0, 19).replace('T', ' ');
    case 'iso-8601':
      return iso;
    case 'with-slashes':
      return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 16)}`;
  }
}
