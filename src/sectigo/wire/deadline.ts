/** The end of an exchange: timeout or abort, whichever comes first. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly startedMs = performance.now();
  private readonly timer: NodeJS.Timeout;
  private endedBy: 'timeout' | 'aborted' | null = null;

  constructor(
    timeoutMs: number,
    private readonly outer?: AbortSignal,
  ) {
    this.timer = setTimeout(() => this.end('timeout'), timeoutMs);
    if (outer?.aborted === true) this.end('aborted');
    outer?.addEventListener('abort', this.onOuterAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get interruption(): 'timeout' | 'aborted' | null {
    return this.endedBy;
  }

  elapsedMs(): number {
    return Math.round(performance.now() - this.startedMs);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.onOuterAbort);
  }

  private readonly onOuterAbort = (): void => this.end('aborted');

  /** Aborts without the reason of the outer signal, which could be anything. */
  private end(by: 'timeout' | 'aborted'): void {
    this.endedBy ??= by;
    this.controller.abort();
  }
}
