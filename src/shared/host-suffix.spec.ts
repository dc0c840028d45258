import { describe, expect, it } from '@jest/globals';
import { endsInSuffix, parseHostSuffix } from './host-suffix.js';

describe('a suffix of host names', () => {
  it.each([
    ['svc.cluster.local', 'svc.cluster.local'],
    ['.internal.example', '.internal.example'],
    ['Internal.EXAMPLE', 'internal.example'],
    ['internal.example.', 'internal.example'],
    ['receiver', 'receiver'],
    ['my_service.example', 'my_service.example'],
    ['.bücher.example', '.xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('%s is read as %s', (text, suffix) => {
    expect(parseHostSuffix(text)).toBe(suffix);
  });

  it.each([
    '',
    '.',
    '..',
    'a..example',
    '..internal.example',
    '*.internal.example',
    'https://internal.example',
    'internal.example:8080',
    'internal.example/hook',
    'user@internal.example',
    'internal.example?',
    'internal.example#',
    'internal.example\\',
    'two words',
    '-a.example',
    'a-.example',
    `${'a'.repeat(64)}.example`,
    '10.0.0.1',
    '10.1',
    '2130706433',
    '0x7f.1',
    '.10.0.0.1',
    '１０.0.0.1',
    '[::1]',
    '::1',
    'xn--a.example',
    'internal%2eexample',
  ])('is not %j', (text) => {
    expect(parseHostSuffix(text)).toBeNull();
  });

  it.each([
    ['svc.local', 'svc.local'],
    ['a.svc.local', 'svc.local'],
    ['a.b.svc.local', 'svc.local'],
    ['a.svc.local.', 'svc.local'],
    ['a.svc.local', '.svc.local'],
  ])('has the host %s below %s', (host, suffix) => {
    expect(endsInSuffix(host, suffix)).toBe(true);
  });

  it.each([
    ['evilsvc.local', 'svc.local'],
    ['svc.local.evil.example', 'svc.local'],
    ['local', 'svc.local'],
    ['svc.localx', 'svc.local'],
    ['svc.local', '.svc.local'],
    ['evilsvc.local', '.svc.local'],
    ['', 'svc.local'],
    ['.', 'svc.local'],
  ])('has not the host %s below %s', (host, suffix) => {
    expect(endsInSuffix(host, suffix)).toBe(false);
  });
});
