import { type AskFailed, type AskFailure, type AskRefused, type AskThrottled } from './ask-outcome.js';

/** Which orders the report is about. */
export interface ReportQuery {
  /** Placed in this second or later. */
  readonly from: Date;
  /** Placed in this second or earlier. */
  readonly to: Date;
  /**
   * `_` and `%` in it are wildcards that cannot be escaped, so the report may have more than was meant; and less, should
   * Sectigo spell the name otherwise. To find out whether an order exists, ask without it and compare.
   */
  readonly organizationName?: string | undefined;
  readonly foreignOrderNumber?: string | undefined;
}

export interface ReportOptions {
  /** Ends the whole report; the client's time-out is for each page. */
  readonly signal?: AbortSignal | undefined;
}

/** An order as Sectigo's report has it. Texts are fit to be stored and shown: one line, no run of blanks. */
export interface ReportedOrder {
  readonly orderNumber: string;
  /** By Sectigo's clock, as UTC where it names no zone; null where it names no moment. */
  readonly placedAt: Date | null;
  readonly status: string | null;
  readonly organizationName: string | null;
  readonly organizationalUnitName: string | null;
  readonly streetAddress1: string | null;
  readonly localityName: string | null;
  readonly stateOrProvinceName: string | null;
  readonly postalCode: string | null;
  readonly countryName: string | null;
  /** Of the order's first item. */
  readonly certificateId: string | null;
  /** A decimal string in the currency of the account. */
  readonly cost: string | null;
  /** What is there and cannot be read, as it is written. */
  readonly unreadable: { readonly [Name in 'placedAt' | 'certificateId' | 'cost']?: string };
}

/** Every order that Sectigo reports for the query, each once. */
export interface Reported {
  readonly kind: 'reported';
  readonly rows: readonly ReportedOrder[];
}

export type ReportRefused = AskRefused;
export type ReportThrottled = AskThrottled;

export type ReportFailure =
  | AskFailure
  /** The list moved from one page to the next, so that an order may be missing. */
  | 'rows-moved'
  /** More pages than are ever asked for. */
  | 'too-many-rows';

/** There is no report. */
export interface ReportFailed extends Omit<AskFailed, 'reason'> {
  readonly reason: ReportFailure;
}

export type ReportOutcome = Reported | ReportRefused | ReportThrottled | ReportFailed;
