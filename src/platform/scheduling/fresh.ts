/** A result that is at most so old; whoever asks meanwhile shares the look that is under way. */
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
