import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { GroupCommit } from './group-commit.js';

interface Call {
  readonly name: string;
  readonly lane?: string;
  readonly keys?: readonly string[];
}

const WAIT_MS = 5_000;

/** A fake database whose statements end on command. */
class Statements {
  readonly sent: string[][] = [];
  private readonly ends: ((error?: Error) => void)[] = [];
  readonly group: GroupCommit<Call, string>;

  constructor(atOnce: number, most: number, withinMs?: number) {
    this.group = new GroupCommit<Call, string>({
      run: (calls) => this.run(calls.map(({ name }) => name)),
      laneOf: ({ lane = 'a lane' }) => lane,
      keysOf: ({ keys = [] }) => keys,
      atOnce,
      most,
      ...(withinMs !== undefined && { withinMs }),
    });
  }

  /** The answers of calls by these names. */
  add(...names: string[]): Promise<string>[] {
    return names.map((name) => this.group.add({ name }));
  }

  async end(at: number, error?: Error): Promise<void> {
    this.ends[at]!(error);
    // until the waiting calls have continued
    await new Promise((resolve) => process.nextTick(resolve));
  }

  private run(names: string[]): Promise<string[]> {
    this.sent.push(names);
    return new Promise((resolve, reject) => {
      this.ends.push((error) => (error ? reject(error) : resolve(names.map((name) => `${name}!`))));
    });
  }
}

const refusal = (code: string): Error => Object.assign(new pg.DatabaseError(code, 1, 'error'), { code });
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

  it.each([
    ['a constraint', '23505'],
    ['a deadlock with others', '40P01'],
  ])('go once more, each alone, when %s refuses all; only the wrong one fails', async (_, code) => {
    const statements = new Statements(1, 9);
    const [first, ...together] = statements.add('first', 'a', 'wrong', 'b');
    await statements.end(0);
    const outcomes = Promise.allSettled(together);
    await statements.end(1, refusal(code));
    await statements.end(2);
    await statements.end(3, refusal('23514'));
    await statements.end(4);

    expect(statements.sent).toEqual([['first'], ['a', 'wrong', 'b'], ['a'], ['wrong'], ['b']]);
    expect(await first).toBe('first!');
    expect(await outcomes).toEqual([
      { status: 'fulfilled', value: 'a!' },
      { status: 'rejected', reason: refusal('23514') },
      { status: 'fulfilled', value: 'b!' },
    ]);
  });

  it.each([
    ['the connection broke', storageFault()],
    ['the server ends', refusal('57P01')],
    ['nobody knows what happened', new Error('a bug')],
  ])('all fail, and are not tried again, when %s', async (_, fault) => {
    const statements = new Statements(1, 9);
    const [first, ...together] = statements.add('first', 'a', 'b');
    await statements.end(0);
    const outcomes = Promise.allSettled(together);
    await statements.end(1, fault);

    expect(statements.sent).toEqual([['first'], ['a', 'b']]);
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await first).toBe('first!');
    void statements.add('next');
    expect(statements.sent[2]).toEqual(['next']);
  });

  it.each([
    ['in five seconds', WAIT_MS, undefined],
    ['in the time that is set', 9 * WAIT_MS, 9 * WAIT_MS],
  ])('are refused, and never begin, when their turn does not come %s', async (_, waitMs, withinMs) => {
    const statements = new Statements(1, 9, withinMs);
    const [, late] = statements.add('first', 'late');
    const refused = jest.fn();
    late!.catch(refused);
    await jest.advanceTimersByTimeAsync(waitMs - 1);
    expect(refused).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(refused).toHaveBeenCalledWith(expect.objectContaining({ code: 'storage-unavailable' }));
    await statements.end(0);
    expect(statements.sent).toEqual([['first']]);
    void statements.add('next');
    expect(statements.sent).toEqual([['first'], ['next']]);
  });
});
