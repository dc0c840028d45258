import { SPELLINGS } from '../wire/reply.js';
import { BALANCE_SPELLINGS } from './account-balance.js';
import { CERTIFICATE_STATUS, NOT_AFTER, NOT_BEFORE, ORDER_STATUS } from './order-status.js';

/** By command, the names that its reader knows, in lower case and without the numbers of rows and items. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '!AutoApplyOrder': [...Object.values(SPELLINGS).flat(), 'errordetail', 'expecteddeliverytime'],
  '!getAccountBalance': ['errorcode', ...Object.values(BALANCE_SPELLINGS).flat()],
  '!WebHostReport': [
    'errorcode',
    'error_code',
    'noofresults',
    'firstresultno',
    'lastresultno',
    'ordernumber',
    'datetime',
    'orderstatus',
    'organizationname',
    'organizationalunitname',
    'streetaddress1',
    'localityname',
    'stateorprovincename',
    'postalcode',
    'countryname',
    'certificateid',
    'cost',
    'totalcost',
  ],
  '!GetDetailedOrderStatus': [
    ...['errorcode', 'ordernumber', 'certificateid'],
    ...CERTIFICATE_STATUS,
    ...ORDER_STATUS,
    ...NOT_BEFORE,
    ...NOT_AFTER,
  ],
};

/** `1_` of a row, `1_2_` of an item of it. */
const NUMBERS = /^(?:\d+_)+/;

/** The names in a URL-encoded reply that nothing is read from; none of a reply in another form. */
export function unknownFieldsIn(command: string, reply: string | null): string[] {
  if (reply === null || !/^[A-Za-z0-9_]+=/.test(reply.trim())) return [];
  const names = [...new URLSearchParams(reply.trim()).keys()].map((name) => name.replace(NUMBERS, ''));
  const known = KNOWN[command] ?? [];
  return [...new Set(names)].filter((name) => name !== '' && !known.includes(name.toLowerCase())).sort();
}
