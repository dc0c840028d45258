import { describe, expect, it } from '@jest/globals';
import { type OidcSettings } from '../../config/config.js';
import { personIn, roleOfPerson } from './role-of-person.js';

const SETTINGS: OidcSettings = {
  issuer: 'https://issuer.example',
  clientId: 'gateway',
  clientSecret: 'a-secret',
  roleClaim: 'groups',
  roles: [
    ['pki-readers', 'viewer'],
    ['pki-duty', 'operator'],
    ['pki-leads', 'admin'],
  ],
};

describe('the role of a person', () => {
  it.each<[object, string | null]>([
    [{ groups: ['pki-readers'] }, 'viewer'],
    [{ groups: 'pki-duty' }, 'operator'],
    [{ groups: ['all', 'pki-readers', 'pki-leads'] }, 'admin'],
    [{ groups: ['pki'] }, null],
    [{ groups: ['admin'] }, null],
    [{ groups: 'pki-readers pki-leads' }, null],
    [{ roles: ['pki-leads'] }, null],
    [{ groups: { 'pki-leads': true } }, null],
    [{}, null],
  ])('by %j is %s', (claims, role) => {
    expect(roleOfPerson(claims as Record<string, unknown>, SETTINGS)).toBe(role);
  });
});

describe('the person', () => {
  it.each<[object, string | null]>([
    [{ sub: '1', email: 'jane@example.com', name: 'Jane' }, 'jane@example.com'],
    [{ sub: '1', preferred_username: 'jane', name: 'Jane' }, 'jane'],
    [{ sub: '1', email: 'a\u0000b' }, '1'],
    [{ sub: '', email: 'jane@example.com' }, null],
    [{ email: 'jane@example.com' }, null],
  ])('in %j is %s', (claims, name) => {
    expect(personIn(claims as Record<string, unknown>)?.name ?? null).toBe(name);
  });
});
