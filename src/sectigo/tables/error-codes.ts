import { OTHER_ERRORS } from './error-rows-elsewhere.js';
import { LATER_ERRORS } from './error-rows-later.js';
import { NUMBERED_ERRORS } from './error-rows-numbered.js';
import { type ErrorRow, type ProblemTraits, traitsOf } from './error-row.js';

/** An error of the catalogue: the row and what follows from it. */
export interface ErrorEntry extends Omit<ErrorRow, 'words' | 'note'>, ProblemTraits {
  readonly words: RegExp | null;
  readonly note: string | null;
}

export interface ErrorCatalogue {
  readonly entries: readonly ErrorEntry[];
  /** Numbers first: a code that is here is never judged by its words. */
  readonly byCode: ReadonlyMap<number, ErrorEntry>;
}

/** The 48 published rows and the codes that only other pages have. */
export const PUBLISHED_ERRORS: readonly ErrorEntry[] = [
  ...NUMBERED_ERRORS,
  ...LATER_ERRORS,
  ...OTHER_ERRORS,
].map((row: ErrorRow) => ({ words: null, note: null, ...row, ...traitsOf(row.problem) }));

export const PUBLISHED_CATALOGUE: ErrorCatalogue = {
  entries: PUBLISHED_ERRORS,
  byCode: new Map(PUBLISHED_ERRORS.flatMap((entry) => (entry.code === null ? [] : [[entry.code, entry]]))),
};

/** What any code below 0 is that the catalogue knows neither by number nor by words. */
export const UNRECOGNISED: ErrorEntry = {
  row: null,
  code: null,
  message: null,
  description: 'Not in the catalogue.',
  problem: 'sectigo-error-unrecognised',
  words: null,
  note: null,
  ...traitsOf('sectigo-error-unrecognised'),
};
