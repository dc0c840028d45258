import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './ip-address.js';

describe('an address that the Internet reaches', () => {
  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('an address that it does not reach', () => {
  it.each([
    '0.0.0.0',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.255.255',
    '198.18.0.0',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '64:ff9b:1::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
    'fc00::1',
    'fdff:ffff::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '::ffff:192.168.0.1',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.4.5', 'Company'])('is %j, which is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
