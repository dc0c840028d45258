import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES } from './domain/order-status.js';
import { anyOrderMove, orderMove } from './order-move.query.js';

const SRC = path.resolve(__dirname, '..');
const HERE = 'orders/order-move.query.ts';

/** All of the gateway's own code but tests. */
function sources(): [file: string, text: string][] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts') && !file.includes('generated'))
    .map((file) => [file, readFileSync(path.join(SRC, file), 'utf8')]);
}

/** The SET clauses of every statement that changes orders. */
function changesOfOrders(): [file: string, set: string][] {
  return sources().flatMap(([file, text]) =>
    [...text.matchAll(/UPDATE orders\b[^]*?\bSET\b([^]*?)(?:\bFROM\b|\bWHERE\b|`;)/g)].map(
      ([, set = '']): [string, string] => [file, set.trim()],
    ),
  );
}

describe('a move of an order', () => {
  it('is SQL with the next version, from the statuses that it starts from', () => {
    const { set, from } = orderMove(['failed', 'rejected'], 'queued');
    expect(set.sql).toMatch(/^status = 'queued', version = orders\.version \+ 1, updated_at = greatest\(/);
    expect(from.sql).toBe("orders.status IN ('failed', 'rejected')");
  });

  it('that is not in the table is not made', () => {
    expect(() => anyOrderMove(['queued', 'placed'], 'submitting')).toThrow('from placed to submitting');
    // @ts-expect-error: nothing leads out of placed
    expect(() => orderMove(['placed'], 'queued')).toThrow('from placed to queued');
  });

  it('is what every statement writes that changes the status', () => {
    const changes = changesOfOrders();
    const byHand = changes.filter(([, set]) => /\bstatus\s*=/.test(set));
    expect(byHand).toEqual([]);
    const moves = changes.filter(([, set]) => /^\$\{(?:[A-Z_]+|move)\.set\}/.test(set));
    expect(moves.length).toBeGreaterThanOrEqual(9);
  });

  it('is all that a fragment of such a statement has of a status', () => {
    const assigned = new RegExp(`[^_.]\\bstatus = '(?:${ORDER_STATUSES.join('|')})',`);
    const ours = sources().filter(([file]) => !file.startsWith('webhooks/') && file !== HERE);
    expect(ours.filter(([, text]) => assigned.test(text)).map(([file]) => file)).toEqual([]);
  });
});
