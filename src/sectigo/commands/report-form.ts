import { formOfGiven, type FormLogin, type FormResult } from '../wire/form.js';
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
  return formOfGiven([
    ['loginName', loginName],
    ['loginPassword', loginPassword],
    ['notBefore', String(Math.floor(from.getTime() / 1000))],
    // An order may have been placed within the last second.
    ['notAfter', String(Math.ceil(to.getTime() / 1000))],
    ['firstResultNo', String(first)],
    ['lastResultNo', String(last)],
    ['organizationName', organizationName],
    ['foreignOrderNumber', foreignOrderNumber],
    ...REPLY_WISHES,
  ]);
}
