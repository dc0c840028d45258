import { describe, expect, it } from '@jest/globals';
import { commonNameRefusal } from './common-name.js';

const label = (length: number): string => 'a'.repeat(length);

describe('a common name', () => {
  it.each([
    'Company ABC 123',
    'J. R. Doe',
    'John Doe, Jr.',
    'Doe & Söhne GmbH',
    'localhost',
    'Яндекс.Маркет',
    'Dr.Müller',
    'Version 1.2.3',
    '1.2.3',
    '1.2.3.4.5',
    '999.1.1.1',
    '.com',
    'example.',
    'example..com',
    '-a.example',
    'a-.example',
    'john.doe@example.com',
    'https://example.com',
    `${label(64)}.com`,
    `${`${label(62)}.`.repeat(4)}com`,
    'fe80',
    '[Company]',
  ])('may be %j', (name) => {
    expect(commonNameRefusal(name)).toBeUndefined();
  });

  it.each([
    ['csr-wildcard-not-allowed', '*'],
    ['csr-wildcard-not-allowed', '*.example.com'],
    ['csr-wildcard-not-allowed', 'www.*.example.com'],
    ['csr-wildcard-not-allowed', '*.10.1.2.3'],
    ['csr-common-name-fqdn', 'example.com'],
    ['csr-common-name-fqdn', ' example.com '],
    ['csr-common-name-fqdn', 'EXAMPLE.COM.'],
    ['csr-common-name-fqdn', 'a.b.c.example.co.uk'],
    ['csr-common-name-fqdn', '3com.com'],
    ['csr-common-name-fqdn', '_dmarc.example.com'],
    ['csr-common-name-fqdn', 'my_host.example.com'],
    ['csr-common-name-fqdn', 'münchen.de'],
    ['csr-common-name-fqdn', 'xn--bcher-kva.example'],
    ['csr-common-name-fqdn', 'xn--e1afmkfd.xn--p1ai'],
    ['csr-common-name-fqdn', 'server.local'],
    ['csr-common-name-fqdn', `${label(63)}.com`],
    ['csr-common-name-fqdn', `${`${label(61)}.`.repeat(4)}com`],
    ['csr-common-name-public-ip', '8.8.8.8'],
    ['csr-common-name-public-ip', ' 8.8.8.8 '],
    ['csr-common-name-public-ip', '2001:4860:4860::8888'],
    ['csr-common-name-public-ip', '[2001:4860:4860::8888]'],
    ['csr-common-name-public-ip', '::ffff:8.8.8.8'],
    ['csr-common-name-ip', '10.1.2.3'],
    ['csr-common-name-ip', '127.0.0.1'],
    ['csr-common-name-ip', '::1'],
    ['csr-common-name-ip', '[fe80::1]'],
    ['csr-common-name-ip', 'fe80::1%eth0'],
    ['csr-common-name-ip', '::ffff:10.1.2.3'],
  ])('is refused with %s if it is %j', (code, name) => {
    expect(commonNameRefusal(name)?.code).toBe(code);
  });
});
