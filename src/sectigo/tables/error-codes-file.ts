import { isSectigoProblem, type SectigoProblem } from '../../shared/error-code.js';
import { type Disposition } from '../../shared/problems/problem-type.js';
import { type ErrorCatalogue, type ErrorEntry, PUBLISHED_CATALOGUE } from './error-codes.js';
import { traitsOf } from './error-row.js';

export type ErrorCatalogueResult =
  | { readonly kind: 'catalogue'; readonly catalogue: ErrorCatalogue }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** A line of SECTIGO_ERROR_CODES_FILE: a code, and its published row or problem. */
interface FileRow {
  readonly code: number;
  readonly row: number | null;
  readonly problem: SectigoProblem | null;
  readonly disposition: Disposition | null;
  readonly description: string | null;
}

const DISPOSITIONS = [
  'reject',
  'hold-queue',
  'hold-order',
  'fail',
  'throttle',
  'unknown',
] as const satisfies readonly Disposition[];
const MEMBERS: readonly string[] = ['code', 'row', 'problem', 'disposition', 'description'];

/**
 * The published catalogue with the rows of SECTIGO_ERROR_CODES_FILE on top of it: `{code, row}` gives a published row
 * its number, `{code, problem}` tells what a code means, `disposition` overrides what follows from the problem.
 * Faults name the place, never the value.
 */
export function loadErrorCatalogue(json: unknown): ErrorCatalogueResult {
  if (!Array.isArray(json)) return { kind: 'faults', faults: ['must be a list of rows'] };
  const faults: string[] = [];
  const rows = new Map<number, FileRow>();
  for (const [index, value] of json.entries()) {
    const { row, faults: found } = readRow(value, `[${index}]`);
    faults.push(...found);
    if (row !== null && rows.has(row.code)) faults.push(`[${index}].code is given twice`);
    if (row !== null) rows.set(row.code, row);
  }
  return faults.length > 0
    ? { kind: 'faults', faults }
    : { kind: 'catalogue', catalogue: catalogueWith([...rows.values()]) };
}

function readRow(value: unknown, place: string): { row: FileRow | null; faults: readonly string[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { row: null, faults: [`${place} must be an object`] };
  }
  const { code, row, problem, disposition, description } = value as Record<string, unknown>;
  const faults = [
    Object.keys(value).every((key) => MEMBERS.includes(key)) ||
      `has a member other than ${MEMBERS.join(', ')}`,
    isCode(code) || 'code must be an integer below 0',
    row !== undefined || problem !== undefined || 'needs row or problem',
    row === undefined || isPublishedRow(row) || 'row must be 1 to 48',
    problem === undefined || isProblem(problem) || 'problem must be one of the problems of Sectigo errors',
    disposition === undefined ||
      isDisposition(disposition) ||
      `disposition must be ${DISPOSITIONS.join(', ')}`,
    description === undefined || typeof description === 'string' || 'description must be a text',
  ].filter((fault) => fault !== true);
  if (faults.length > 0 || !isCode(code))
    return { row: null, faults: faults.map((fault) => `${place} ${fault}`) };
  return {
    row: {
      code,
      row: isPublishedRow(row) ? row : null,
      problem: isProblem(problem) ? problem : null,
      disposition: isDisposition(disposition) ? disposition : null,
      description: typeof description === 'string' ? description : null,
    },
    faults: [],
  };
}

function isCode(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) < 0;
}

function isPublishedRow(value: unknown): value is number {
  return PUBLISHED_CATALOGUE.entries.some(({ row }) => row !== null && row === value);
}

function isProblem(value: unknown): value is SectigoProblem {
  return typeof value === 'string' && isSectigoProblem(value);
}

function isDisposition(value: unknown): value is Disposition {
  return DISPOSITIONS.some((disposition) => disposition === value);
}

function catalogueWith(rows: readonly FileRow[]): ErrorCatalogue {
  const added = rows.map(entryOf);
  const replaced = new Set(added.map(({ row }) => row).filter((row) => row !== null));
  const published = PUBLISHED_CATALOGUE.entries.filter(({ row }) => row === null || !replaced.has(row));
  return {
    entries: [...published, ...added],
    byCode: new Map([...PUBLISHED_CATALOGUE.byCode, ...added.map((entry) => [entry.code, entry] as const)]),
  };
}

function entryOf(fileRow: FileRow): ErrorEntry & { readonly code: number } {
  const { code, row } = fileRow;
  const published = row === null ? PUBLISHED_CATALOGUE.byCode.get(code) : publishedRow(row);
  const problem = fileRow.problem ?? published?.problem ?? 'sectigo-error-unrecognised';
  const traits = traitsOf(problem);
  return {
    row: published?.row ?? null,
    code,
    message: published?.message ?? null,
    description: fileRow.description ?? published?.description ?? 'Added by the operator.',
    problem,
    words: null,
    note: published?.note ?? null,
    ...traits,
    disposition: fileRow.disposition ?? traits.disposition,
  };
}

function publishedRow(row: number): ErrorEntry | undefined {
  return PUBLISHED_CATALOGUE.entries.find((entry) => entry.row === row);
}
