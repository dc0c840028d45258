import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlClient } from './control-client.js';
import { ERROR_ROWS, errorReplyFor, messageOf } from './error-rows.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

/** Row, number or its bounds, and words that no other row's message has. */
const PUBLISHED: readonly (readonly [
  row: number,
  code: number | readonly [number, number],
  words: RegExp,
])[] = [
  [1, -1, /not made over https/],
  [2, -2, /is an unrecognised argument!$/],
  [3, -3, /argument is missing!$/],
  [4, -4, /^The value of the '.+' argument is invalid!$/],
  [5, -5, /may NOT contain a wildcard/],
  [6, -6, /MUST contain ONE wildcard/],
  [7, -7, /is not a valid ISO-3166 country!$/],
  [8, -8, /CSR is missing a required field/],
  [9, -9, /not valid Base-64 data/],
  [10, -10, /cannot be decoded/],
  [11, -11, /unsupported algorithm/],
  [12, -12, /invalid signature/],
  [13, -13, /unsupported key size/],
  [14, -14, /unknown error/],
  [15, -15, /Not enough credit/],
  [16, -16, /^Permission denied!$/],
  [17, -17, /GET rather than POST/],
  [18, -18, /Fully-Qualified Domain Name/],
  [19, -19, /Internet-accessible IP Address/],
  [20, -35, /may not be an IP Address/],
  [21, -40, /compromised/],
  [22, [-90, -41], /request token/],
  [23, [-90, -41], /PlanID/],
  [24, [-90, -41], /licence products/],
  [25, [-90, -41], /email address/],
  [26, [-90, -41], /must include a Document Signing certificate/],
  [27, [-90, -41], /Web Package/],
  [28, [-90, -41], /not applicable/],
  [29, [-90, -41], /must include the item/],
  [30, -91, /^Permission denied Context$/],
  [31, [-114, -91], /^Permission denied Context$/],
  [32, [-114, -91], /decoding the CSR/],
  [33, [-114, -91], /debit of the Tier1/],
  [34, [-114, -91], /credit limit of the Tier1/],
  [35, [-114, -91], /credit of the Tier1/],
  [36, [-114, -91], /^The specified/],
  [37, -115, /No price found/],
  [38, [-161, -116], /cost supplied for the item/],
  [39, [-161, -116], /item cost supplied/],
  [40, [-161, -116], /product identifier/],
  [41, [-161, -116], /^An internal error occurred!$/],
  [42, [-161, -116], /TAX.*TIN/],
  [43, [-161, -116], /identifier is malformed/],
  [44, [-161, -116], /country in the organization identifier/],
  [45, [-161, -116], /key attestation check failed/],
  [46, [-161, -116], /may not order this product type/],
  [47, [-161, -116], /not valid for this product type/],
  [48, -162, /domainNames parameter/],
];

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
let simulator: RunningSimulator;
let control: ControlClient;
beforeAll(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
});
afterAll(() => simulator.close());

const place = async () => {
  const body = new URLSearchParams(publishedSample(credentials));
  return new URLSearchParams(
    await (await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body })).text(),
  );
};

describe('the error rows', () => {
  it.each(PUBLISHED)('can be provoked by script: row %i with %j', async (row, code, words) => {
    await control.script({ kind: 'error', row, item: 'postalCode' });
    const reply = await place();
    const given = Number(reply.get('errorCode'));
    const [low, high] = typeof code === 'number' ? [code, code] : code;
    expect(given).toBeGreaterThanOrEqual(low);
    expect(given).toBeLessThanOrEqual(high);
    expect(reply.get('errorMessage')).toMatch(words);
    expect(reply.get('errorMessage')).not.toContain('xxxx');
    expect(ERROR_ROWS[row - 1]?.codeKnown).toBe(typeof code === 'number');
  });

  it('are 48, 24 of them with a number that is only assumed, and no number stands for two', () => {
    expect(ERROR_ROWS.map(({ row }) => row)).toEqual(PUBLISHED.map(([row]) => row));
    expect(ERROR_ROWS.filter(({ codeKnown }) => !codeKnown)).toHaveLength(24);
    expect(new Set(ERROR_ROWS.map(({ code }) => code)).size).toBe(48);
  });

  it('take other numbers from the control API', async () => {
    await control.changeAccount({ errorCodes: { 26: -88 } });
    await control.script({ kind: 'error', row: 26 });
    expect((await place()).get('errorCode')).toBe('-88');
  });
});

describe('an error reply', () => {
  it('echoes a value on one line and within bounds', () => {
    const { message } = errorReplyFor({ row: 2, subject: `a\r\n0\n${'x'.repeat(100)}` }, new Map());
    expect(message).toBe(`'a  0 ${'x'.repeat(59)}' is an unrecognised argument!`);
  });

  it('does not read patterns into an echoed value', () => {
    expect(errorReplyFor({ row: 7, subject: '$&' }, new Map()).message).toContain("'$&' is not");
  });

  it('names an item only for rows about an argument', () => {
    expect(errorReplyFor({ row: 7, subject: 'XX' }, new Map()).item).toBeNull();
    expect(errorReplyFor({ row: 3, subject: 'days' }, new Map()).item).toBe('days');
  });

  it('knows the texts of codes that only sibling pages list, and has a neutral one for the rest', () => {
    expect([messageOf(-42), messageOf(-160), messageOf(-999)]).toEqual([
      'Call limit reached, please try again later!',
      'General error',
      'Refused with status -999!',
    ]);
  });
});
