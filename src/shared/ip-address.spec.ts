import { describe, expect, it } from '@jest/globals';
import { isNetwork, isPublicAddress, NetworkList, parseAddress } from './ip-address.js';

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
    '64:ff9b::1.1.1.1',
    '2002:101:101::1',
    '2a00:1450:4001:800::200e',
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
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '::1.1.1.1',
    '::101:101',
    '::ffff:0:1.1.1.1',
    '4000::1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2002:c0a8:1::1',
    '2001::1',
    '192.88.99.1',
    'fd00:ec2::254',
    'fe80::1%lo',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.4.5', 'Company'])('is %j, which is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a list of networks', () => {
  const has = (entry: string, text: string): boolean => {
    const address = parseAddress(text);
    return address !== null && new NetworkList([entry]).has(address);
  };

  it.each([
    ['10.0.0.0/8', '10.255.255.255'],
    ['10.1.2.3/8', '10.0.0.0'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '::ffff:10.0.0.1'],
    ['::ffff:10.0.0.0/104', '10.9.9.9'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['0.0.0.0/0', '1.1.1.1'],
    ['2001:db8::/32', '2001:DB8:ffff::1'],
    ['2001:db8::/33', '2001:db8:7fff::'],
    ['fe80::/10', 'fe80::1%eth0.1'],
    ['::/0', '2001:db8::1'],
    ['::1', '::1'],
  ])('%s has %s', (entry, address) => {
    expect(has(entry, address)).toBe(true);
  });

  it.each([
    ['10.0.0.0/8', '11.0.0.0'],
    ['10.0.0.0/31', '10.0.0.2'],
    ['10.0.0.1', '10.0.0.2'],
    ['0.0.0.0/0', '::1'],
    ['::/0', '10.0.0.1'],
    ['::/0', '::ffff:10.0.0.1'],
    ['2001:db8::/33', '2001:db8:8000::'],
    ['10.0.0.0/8', '10.1'],
    ['10.0.0.0/8', ''],
  ])('%s has not %j', (entry, address) => {
    expect(has(entry, address)).toBe(false);
  });

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/08x',
    '10/8',
    '010.0.0.0/8',
  ])('has no entry %j', (entry) => {
    expect(isNetwork(entry)).toBe(false);
    expect(() => new NetworkList([entry])).toThrow();
  });

  it.each([
    '::/129',
    '::ffff:10.0.0.0/95',
    'fe80::1%eth0',
    '1.2.3.4%eth0',
    'localhost',
    '0x7f000001',
    '127.1',
  ])('has no entry %j', (entry) => {
    expect(isNetwork(entry)).toBe(false);
  });
});
