import { type ErrorCode } from '../../shared/error-code.js';

/** An error of Sectigo's that becomes a problem of ours. */
export interface ProblemOrigin {
  /** Null where Sectigo's page has the error and its number could not be recovered. */
  readonly sectigoCode: number | null;
  readonly description: string;
}

/** The Sectigo errors behind each problem; provided by the composition root, because this folder knows nothing of Sectigo. */
export class ProblemOrigins {
  constructor(private readonly origins: Readonly<Record<string, readonly ProblemOrigin[]>>) {}

  of(code: ErrorCode): readonly ProblemOrigin[] {
    return this.origins[code] ?? [];
  }
}
