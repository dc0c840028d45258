export interface ErrorRow {
  /** Row of the published error table. */
  readonly row: number;
  readonly code: number;
  /** False: the published number could not be recovered and `code` is the simulator's assumption. */
  readonly codeKnown: boolean;
  /** `xxxx` stands for the argument or value that the message names. */
  readonly message: string;
}

const known = (row: number, code: number, message: string): ErrorRow => ({
  row,
  code,
  codeKnown: true,
  message,
});
const assumed = (row: number, code: number, message: string): ErrorRow => ({
  row,
  code,
  codeKnown: false,
  message,
});

/**
 * The 48 error rows of the published page. The assumed numbers lie between their known neighbours on the page, and
 * away from numbers that sibling endpoints use; the messages of those rows are assumptions too.
 */
export const ERROR_ROWS: readonly ErrorRow[] = [
  known(1, -1, 'Request was not made over https!'),
  known(2, -2, "'xxxx' is an unrecognised argument!"),
  known(3, -3, "The 'xxxx' argument is missing!"),
  known(4, -4, "The value of the 'xxxx' argument is invalid!"),
  known(5, -5, "The CSR's Common Name may NOT contain a wildcard!"),
  known(6, -6, "The CSR's Common Name MUST contain ONE wildcard!"),
  known(7, -7, "'xxxx' is not a valid ISO-3166 country!"),
  known(8, -8, 'The CSR is missing a required field!'),
  known(9, -9, 'The CSR is not valid Base-64 data!'),
  known(10, -10, 'The CSR cannot be decoded!'),
  known(11, -11, 'The CSR uses an unsupported algorithm!'),
  known(12, -12, 'The CSR has an invalid signature!'),
  known(13, -13, 'The CSR uses an unsupported key size!'),
  known(14, -14, 'An unknown error occurred!'),
  known(15, -15, 'Not enough credit!'),
  known(16, -16, 'Permission denied!'),
  known(17, -17, 'Request used GET rather than POST!'),
  known(18, -18, "The CSR's Common Name may not be a Fully-Qualified Domain Name!"),
  known(19, -19, "The CSR's Common Name may not be an Internet-accessible IP Address!"),
  known(20, -35, "The CSR's Common Name may not be an IP Address!"),
  known(21, -40, 'The CSR uses a key that is believed to have been compromised!'),
  assumed(22, -47, 'The request token has already been used!'),
  assumed(23, -54, 'The PlanID of the product was not found!'),
  assumed(24, -69, "The 'xxxx' argument is reserved for licence products!"),
  assumed(25, -70, "The email address in the 'xxxx' argument is invalid!"),
  assumed(26, -71, 'The order must include a Document Signing certificate!'),
  assumed(27, -72, 'The order may include at most one Web Package product!'),
  assumed(28, -73, "The 'xxxx' argument is not applicable to this order!"),
  assumed(29, -74, "The order must include the item 'xxxx'!"),
  known(30, -91, 'Permission denied Context'),
  assumed(31, -92, 'Permission denied Context'),
  assumed(32, -100, 'An internal error occurred while decoding the CSR!'),
  assumed(33, -101, 'An internal error occurred: the debit of the Tier1 account failed!'),
  assumed(34, -102, 'An internal error occurred: the credit limit of the Tier1 account was reached!'),
  assumed(35, -103, 'An internal error occurred while handling the credit of the Tier1 account!'),
  assumed(36, -104, "The specified 'xxxx' was not found!"),
  known(37, -115, 'No price found! Contact Support!'),
  assumed(38, -125, "The cost supplied for the item 'xxxx' does not match!"),
  assumed(39, -126, 'The item cost supplied does not match the price of the item!'),
  assumed(40, -130, 'The product identifier is incorrect!'),
  assumed(41, -140, 'An internal error occurred!'),
  assumed(42, -145, 'The organization identifier uses TAX, TIN is now required!'),
  assumed(43, -146, 'The organization identifier is malformed!'),
  assumed(44, -147, 'The country in the organization identifier is incorrect!'),
  assumed(45, -150, 'The key attestation check failed in context xxxx!'),
  assumed(46, -155, 'This account may not order this product type!'),
  assumed(47, -156, "The 'xxxx' argument is not valid for this product type!"),
  known(48, -162, 'The CSR must not contain domain names that are not in the domainNames parameter!'),
];

/** Codes that sibling pages document for the same endpoint; no order gets them but by script. */
const UNLISTED_MESSAGES: ReadonlyMap<number, string> = new Map([
  [-20, 'The certificate request has been rejected!'],
  [-21, 'The certificate has been revoked!'],
  [-26, 'The certificate is currently being issued!'],
  [-42, 'Call limit reached, please try again later!'],
  [-160, 'General error'],
]);

/** Of which the documentation of other commands tells as well. */
const NUMBERS_OF_SIBLINGS = [-23, -76, -121, -122, -124];

/** Numbers with a meaning in some source: no unknown row can have one of them. */
export const NUMBERS_IN_USE: ReadonlySet<number> = new Set([
  ...ERROR_ROWS.filter(({ codeKnown }) => codeKnown).map(({ code }) => code),
  ...UNLISTED_MESSAGES.keys(),
  ...NUMBERS_OF_SIBLINGS,
]);

/** Rows whose `xxxx` is an argument; the reply then repeats it as `errorItem`. */
const ROWS_NAMING_AN_ARGUMENT: ReadonlySet<number> = new Set([2, 3, 4, 24, 25, 28, 47]);

export const LOGIN_MESSAGE =
  'Incorrect login details, account is locked, password has expired or your source IP is blocked.';

/** Why an order is refused, before numbers and texts. */
export interface Refusal {
  readonly row: number;
  /** The argument or value for the `xxxx` of the message. */
  readonly subject?: string;
  /** Replaces the row's message. */
  readonly message?: string;
}

export interface ErrorReply {
  readonly code: number;
  readonly message: string;
  readonly item: string | null;
}

/** Row → number, as set by the control API. */
export type ErrorCodes = ReadonlyMap<number, number>;

export function errorReplyFor(refusal: Refusal, codes: ErrorCodes): ErrorReply {
  const entry = ERROR_ROWS.find(({ row }) => row === refusal.row);
  if (entry === undefined) throw new Error(`There is no error row ${refusal.row}`);
  // an echoed value must not be able to add lines to the plain reply format
  const subject = refusal.subject?.replace(/\p{Cc}/gu, ' ').slice(0, 64);
  return {
    code: codes.get(entry.row) ?? entry.code,
    message: refusal.message ?? entry.message.replace('xxxx', () => subject ?? 'xxxx'),
    item: ROWS_NAMING_AN_ARGUMENT.has(entry.row) ? (subject ?? null) : null,
  };
}

/** The usual text of a code; a code that no source documents gets one that matches no row. */
export function messageOf(code: number): string {
  return (
    ERROR_ROWS.find((entry) => entry.code === code)?.message ??
    UNLISTED_MESSAGES.get(code) ??
    `Refused with status ${code}!`
  );
}
