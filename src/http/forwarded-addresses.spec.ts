import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { readForwardedAddresses, withoutPorts } from './forwarded-addresses.js';

describe('the addresses of X-Forwarded-For', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:5678', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[::ffff:192.0.2.1]:443', '::ffff:192.0.2.1'],
    [' 192.0.2.1:1 ,10.0.0.1:2,[2001:db8::1]:3', '192.0.2.1, 10.0.0.1, 2001:db8::1'],
    // anything but an address with a port stays unchanged
    ['2001:db8::1:443', '2001:db8::1:443'],
    ['192.0.2.1:', '192.0.2.1:'],
    ['unknown, "192.0.2.1:80"', 'unknown, "192.0.2.1:80"'],
    ['[2001:db8::1', '[2001:db8::1'],
    ['', ''],
  ])('of %j are %j', (header, addresses) => {
    expect(withoutPorts(header)).toBe(addresses);
  });

  it.each([
    ['192.0.2.1:5678', '192.0.2.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['192.0.2.1:5678, 10.0.0.7:9000', '192.0.2.1'],
    ['10.9.9.9, 192.0.2.1:5678', '192.0.2.1'],
  ])('%j are those of a request, and of the proxies that are trusted', async (header, ip) => {
    const server = fastify({ trustProxy: ['127.0.0.1', '10.0.0.0/24'] });
    readForwardedAddresses(server);
    server.get('/', (request) => request.ip);
    const answer = await server.inject({ url: '/', headers: { 'x-forwarded-for': header } });
    expect(answer.body).toBe(ip);
    await server.close();
  });
});
