import { describe, expect, it, test } from '@jest/globals';
import { ERROR_CODES, isSectigoProblem } from '../../shared/error-code.js';
import { type ErrorCatalogue, PUBLISHED_CATALOGUE } from './error-codes.js';
import { loadErrorCatalogue } from './error-codes-file.js';
import { matchError } from './error-match.js';
import { traitsOf } from './error-row.js';
import { PUBLISHED_NAMES } from './parameter-names.js';

function catalogueOf(json: unknown): ErrorCatalogue {
  const result = loadErrorCatalogue(json);
  if (result.kind === 'faults') throw new Error(result.faults.join('; '));
  return result.catalogue;
}

const UNNUMBERED = PUBLISHED_CATALOGUE.entries.filter(({ code }) => code === null).map(({ row }) => row);

describe('a row of the error code file', () => {
  test.each(UNNUMBERED)('gives published row %i its number', (row) => {
    const published = PUBLISHED_CATALOGUE.entries.find((entry) => entry.row === row);
    const catalogue = catalogueOf([{ code: -117, row }]);
    expect(catalogue.byCode.get(-117)).toEqual({ ...published, code: -117, words: null });
    expect(catalogue.entries.filter((entry) => entry.row === row)).toEqual([catalogue.byCode.get(-117)]);
    expect(catalogue.entries).toHaveLength(PUBLISHED_CATALOGUE.entries.length);
  });

  test.each(ERROR_CODES.filter(isSectigoProblem))('makes a new code %s', (problem) => {
    const catalogue = catalogueOf([{ code: -117, problem }]);
    expect(catalogue.byCode.get(-117)).toEqual({
      row: null,
      code: -117,
      message: null,
      description: 'Added by the operator.',
      problem,
      words: null,
      note: null,
      ...traitsOf(problem),
    });
    expect(catalogue.entries).toHaveLength(PUBLISHED_CATALOGUE.entries.length + 1);
  });

  it('corrects the problem of a known code and keeps the rest of its row', () => {
    const { byCode } = catalogueOf([{ code: -115, problem: 'gateway-defect' }]);
    expect(byCode.get(-115)).toMatchObject({
      row: 37,
      message: 'No price found! Contact Support!',
      description: 'No price for an item.',
      problem: 'gateway-defect',
      disposition: 'fail',
      actor: 'operator',
    });
  });

  it('gives a known code to another row', () => {
    const { byCode, entries } = catalogueOf([{ code: -91, row: 46 }]);
    expect(byCode.get(-91)?.row).toBe(46);
    expect(entries.filter(({ row }) => row === 46)).toHaveLength(1);
  });

  it('may give both a row and another problem, disposition and description', () => {
    const row = {
      code: -47,
      row: 22,
      problem: 'outcome-unknown',
      disposition: 'hold-order',
      description: 'Seen.',
    };
    expect(catalogueOf([row]).byCode.get(-47)).toMatchObject(row);
  });

  it('may override the disposition alone of a problem', () => {
    const { byCode } = catalogueOf([{ code: -47, row: 22, disposition: 'unknown' }]);
    expect(byCode.get(-47)).toMatchObject({ problem: 'sectigo-request-token-used', disposition: 'unknown' });
  });

  it('gives one row two numbers', () => {
    const { byCode } = catalogueOf([
      { code: -101, row: 33 },
      { code: -102, row: 33 },
    ]);
    expect([byCode.get(-101)?.row, byCode.get(-102)?.row]).toEqual([33, 33]);
  });

  it('is what the matching goes by', () => {
    const error = { code: -160, message: null, item: null };
    const catalogue = catalogueOf([{ code: -160, problem: 'email-invalid' }]);
    expect(matchError(error, catalogue, PUBLISHED_NAMES).entry.problem).toBe('email-invalid');
  });
});

it('leaves the catalogue as it is when it is empty', () => {
  expect(catalogueOf([])).toEqual(PUBLISHED_CATALOGUE);
});

it('does not touch the published catalogue', () => {
  catalogueOf([{ code: -1, problem: 'email-invalid' }]);
  expect(PUBLISHED_CATALOGUE.byCode.get(-1)?.problem).toBe('gateway-defect');
});

describe('a fault of the file', () => {
  const good = { code: -117, row: 22 };

  it.each([
    [null, 'must be a list of rows'],
    [{}, 'must be a list of rows'],
    ['[]', 'must be a list of rows'],
    [[null], '[0] must be an object'],
    [['x'], '[0] must be an object'],
    [[[]], '[0] must be an object'],
    [[{ ...good, code: 0 }], '[0] code must be an integer below 0'],
    [[{ ...good, code: 5 }], '[0] code must be an integer below 0'],
    [[{ ...good, code: -1.5 }], '[0] code must be an integer below 0'],
    [[{ ...good, code: '-5' }], '[0] code must be an integer below 0'],
    [[{ row: 22 }], '[0] code must be an integer below 0'],
    [[{ code: -117 }], '[0] needs row or problem'],
    [[{ ...good, row: 0 }], '[0] row must be 1 to 48'],
    [[{ ...good, row: 49 }], '[0] row must be 1 to 48'],
    [[{ ...good, row: '22' }], '[0] row must be 1 to 48'],
    [[{ ...good, row: null }], '[0] row must be 1 to 48'],
    [[{ ...good, problem: 'nonsense' }], '[0] problem must be one of the problems of Sectigo errors'],
    [[{ ...good, problem: 'toString' }], '[0] problem must be one of the problems of Sectigo errors'],
    [[{ ...good, problem: 'unauthenticated' }], '[0] problem must be one of the problems of Sectigo errors'],
    [[{ ...good, problem: 5 }], '[0] problem must be one of the problems of Sectigo errors'],
    [
      [{ ...good, disposition: 'placed' }],
      '[0] disposition must be reject, hold-queue, hold-order, fail, throttle, unknown',
    ],
    [[{ ...good, description: 5 }], '[0] description must be a text'],
    [[{ ...good, colour: 'x' }], '[0] has a member other than code, row, problem, disposition, description'],
    [[good, { ...good, row: 23 }], '[1].code is given twice'],
  ])('in %j is named', (json, fault) => {
    expect(loadErrorCatalogue(json)).toEqual({ kind: 'faults', faults: [fault] });
  });

  it('does not hide the others', () => {
    expect(loadErrorCatalogue([good, { code: 1, row: 0, secret: 'hush' }, 7])).toEqual({
      kind: 'faults',
      faults: [
        '[1] has a member other than code, row, problem, disposition, description',
        '[1] code must be an integer below 0',
        '[1] row must be 1 to 48',
        '[2] must be an object',
      ],
    });
  });
});
