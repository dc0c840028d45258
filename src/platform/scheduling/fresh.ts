/** A cached result with a maximum age; concurrent callers share the query under way. */
export class Fresh<T> {
  private latest: Promise<T> | undefined;

  constructor(
    private readonly forMs: number,
    private readonly look: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    this.latest ??= this.look().finally(() => {
      setTimeout(() => (this.latest = undefined), this.forMs).unref();
    });
    return this.latest;
  }
}
