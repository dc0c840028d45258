import { GatewayError } from './gateway-error.js';

interface Line {
  busy: number;
  /** First come, first served. */
  readonly waiting: Set<() => void>;
}

/** Lets so many tasks of one name go on at the same time. Others of that name wait, and nobody else does. */
export class Turns {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly atOnce: number,
    private readonly waitMs: number,
  ) {}

  /** Throws `storage-unavailable` when the turn does not come in time; the task has not begun then. */
  async run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const line = this.lines.get(name) ?? { busy: 0, waiting: new Set() };
    this.lines.set(name, line);
    if (line.busy < this.atOnce) line.busy += 1;
    else await this.turnIn(line);
    try {
      return await task();
    } finally {
      const [next] = line.waiting;
      if (next) next();
      else line.busy -= 1;
      if (line.busy === 0) this.lines.delete(name);
    }
  }

  private turnIn({ waiting }: Line): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(late);
        waiting.delete(turn);
        resolve();
      };
      const late = setTimeout(() => {
        waiting.delete(turn);
        reject(new GatewayError('storage-unavailable', { detail: 'Too many other requests came before.' }));
      }, this.waitMs);
      waiting.add(turn);
    });
  }
}
