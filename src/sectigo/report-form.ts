import { type FormLogin, type FormResult } from './form.js';
import { type ReportQuery } from './report-outcome.js';

/** Asked for with every report: without them it is silent about both. */
const REPLY_WISHES = [
  ['showCertificateID', 'Y'],
  ['showCost', 'Y'],
] as const;

/** The form of one page, results counted from 1, both ends included. */
export function reportForm(
  { from, to, organizationName = '', foreignOrderNumber = '' }: ReportQuery,
  { first, last }: { readonly first: number; readonly last: number },
  { loginName, loginPassword }: FormLogin,
): FormResult {
  // An empty window has an empty report, which would look like an order that was never placed.
  if (!(from.getTime() <= to.getTime())) return { kind: 'faults', faults: ['the window is none'] };
  const entries: (readonly [string, string])[] = [
    ['loginName', loginName],
    ['loginPassword', loginPassword ?? ''],
    ['notBefore', String(Math.floor(from.getTime() / 1000))],
    // An order may have been placed within the last second.
    ['notAfter', String(Math.ceil(to.getTime() / 1000))],
    ['firstResultNo', String(first)],
    ['lastResultNo', String(last)],
    ['organizationName', organizationName],
    ['foreignOrderNumber', foreignOrderNumber],
    ...REPLY_WISHES,
  ];
  const given = entries.filter(([, value]) => value !== '');
  const malformed = given.filter(([, value]) => /\p{Surrogate}/u.test(value));
  return malformed.length > 0
    ? { kind: 'faults', faults: malformed.map(([name]) => `${name} is not well-formed Unicode`) }
    : { kind: 'form', entries: given };
}
