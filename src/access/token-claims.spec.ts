import { describe, expect, it } from '@jest/globals';
import { personOf, roleOf, subjectOf } from './token-claims.js';

describe('the role of a token', () => {
  it.each<[object, string | null]>([
    [{ scope: 'orders' }, 'client'],
    [{ scope: 'openid orders email' }, 'client'],
    [{ scp: ['orders'] }, 'client'],
    [{ scp: 'orders' }, 'client'],
    [{ scope: 'operator' }, 'admin'],
    [{ scope: 'operator:act' }, 'operator'],
    [{ scope: 'operator:read' }, 'viewer'],
    [{ scope: 'orders operator:read operator:act' }, 'operator'],
    [{ scope: 'operator:read operator' }, 'admin'],
    [{ scope: 'orders operator' }, 'admin'],
    [{ scope: 'orders', scp: ['operator'] }, 'admin'],
    [{}, null],
    [{ scope: '' }, null],
    [{ scope: 'order' }, null],
    [{ scope: 'orders:read' }, null],
    [{ scope: 'Operator' }, null],
    [{ scope: ['orders'] }, 'client'],
    [{ scope: { orders: true } }, null],
    [{ role: 'operator' }, null],
  ])('of %j is %s', (claims, role) => {
    expect(roleOf(claims as Record<string, unknown>)).toBe(role);
  });
});

describe('the subject of a token', () => {
  it.each<[object, string | null]>([
    [{ sub: 'a' }, 'a'],
    [{ azp: 'b', sub: 'a' }, 'b'],
    [{ client_id: 'c', azp: 'b', sub: 'a' }, 'c'],
    [{ client_id: 7, sub: 'a' }, null],
    [{ client_id: '', sub: 'a' }, null],
    [{ sub: 'a\u0000b' }, null],
    [{ sub: '\ud800' }, null],
    [{ sub: 'x'.repeat(256) }, null],
    [{}, null],
  ])('of %j is %j', (claims, subject) => {
    expect(subjectOf(claims as Record<string, unknown>)).toBe(subject);
  });
});

describe('the person behind a token', () => {
  it.each<[object, string | null]>([
    [{ client_id: 'c', azp: 'b', sub: 'a' }, 'a'],
    [{ azp: 'b', sub: 'a\u0000b' }, 'b'],
    [{ client_id: 'c' }, 'c'],
    [{}, null],
  ])('of %j is %j', (claims, person) => {
    expect(personOf(claims as Record<string, unknown>)).toBe(person);
  });
});
