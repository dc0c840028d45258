import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

interface Call {
  readonly name: string;
  readonly lane?: string;
  readonly keys?: readonly string[];
}

const WAIT_MS = 5_000;

/** Plays the database: each statement ends when it is told to. */
class Statements {
  readonly sent: string[][] = [];
  private readonly ends: ((error?: Error) => void)[] = [];
  readonly group: GroupCommit<Call, string>;

  constructor(atOnce: number, most: number) {
    this.group = new GroupCommit<Call, string>({
      run: (calls) => this.run(calls.map(({ name }) => name)),
      laneOf: ({ lane = 'a lane' }) => lane,
      keysOf: ({ keys = [] }) => keys,
      atOnce,
      most,
      waitMs: WAIT_MS,
    });
  }

  /** The answers of calls by these names. */
  add(...names: string[]): Promise<string>[] {
    return names.map((name) => this.group.add({ name }));
  }

  async end(at: number, error?: Error): Promise<void> {
    this.ends[at]!(error);
    // until those that waited for it have gone on
    await new Promise((resolve) => process.nextTick(resolve));
  }

  private run(names: string[]): Promise<string[]> {
    this.sent.push(names);
    return new Promise((resolve, reject) => {
      this.ends.push((error) => (error ? reject(error) : resolve(names.map((name) => `${name}!`))));
    });
  }
}

const storageFault = (): Error => Object.assign(new Error('gone'), { code: 'ECONNRESET' });

describe('calls that are committed together', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick'] }));
  afterEach(() => void jest.useRealTimers());

  it('go at once while few are under way, then share the next statement', async () => {
    const statements = new Statements(2, 3);
    const answers = statements.add('a', 'b', 'c', 'd', 'e', 'f');
    expect(statements.sent).toEqual([['a'], ['b']]);

    await statements.end(1);
    expect(statements.sent.slice(2)).toEqual([['c', 'd', 'e']]);
    await statements.end(2);
    expect(statements.sent.slice(3)).toEqual([['f']]);
    await statements.end(3);
    await statements.end(0);

    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!', 'f!']);
  });

  it('have nobody else in their way, and nobody else in their statement', () => {
    const statements = new Statements(1, 9);
    for (const lane of ['x', 'x', 'x', 'y', 'y']) void statements.group.add({ name: lane, lane });
    expect(statements.sent).toEqual([['x'], ['y']]);
  });

  it('have no key in common, and overtake none with a key of theirs', async () => {
    const statements = new Statements(1, 9);
    void statements.group.add({ name: 'first' });
    const calls = { a: ['k1'], b: ['k1', 'k2'], c: ['k2'], d: ['k3'] };
    for (const [name, keys] of Object.entries(calls)) void statements.group.add({ name, keys });

    for (let at = 0; at < 3; at += 1) await statements.end(at);
    expect(statements.sent).toEqual([['first'], ['a', 'd'], ['b'], ['c']]);
  });

  it('go once more, each alone, when the statement of all is refused; only the wrong one fails', async () => {
    const statements = new Statements(1, 9);
    const [first, ...together] = statements.add('first', 'a', 'wrong', 'b');
    await statements.end(0);
    const outcomes = Promise.allSettled(together);
    await statements.end(1, new Error('refused'));
    await statements.end(2);
    await statements.end(3, new Error('wrong'));
    await statements.end(4);

    expect(statements.sent).toEqual([['first'], ['a', 'wrong', 'b'], ['a'], ['wrong'], ['b']]);
    expect(await first).toBe('first!');
    expect(await outcomes).toEqual([
      { status: 'fulfilled', value: 'a!' },
      { status: 'rejected', reason: new Error('wrong') },
      { status: 'fulfilled', value: 'b!' },
    ]);
  });

  it('all fail, and are not tried again, when they may have been committed', async () => {
    const statements = new Statements(1, 9);
    const [first, ...together] = statements.add('first', 'a', 'b');
    await statements.end(0);
    const outcomes = Promise.allSettled(together);
    await statements.end(1, storageFault());

    expect(statements.sent).toEqual([['first'], ['a', 'b']]);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await first).toBe('first!');
    void statements.add('next');
    expect(statements.sent[2]).toEqual(['next']);
  });

  it('are refused, and never begin, when their turn does not come', async () => {
    const statements = new Statements(1, 9);
    const [, late] = statements.add('first', 'late');
    const refused = expect(late).rejects.toMatchObject({ code: 'storage-unavailable' });
    jest.advanceTimersByTime(WAIT_MS);
    await refused;
    await statements.end(0);
    expect(statements.sent).toEqual([['first']]);
    void statements.add('next');
    expect(statements.sent).toEqual([['first'], ['next']]);
  });
});
