import { describe, expect, it } from '@jest/globals';
import { addressFacts } from './span-facts.js';

describe('where a server is', () => {
  it.each([
    ['https://secure.trust-provider.com/products/', 'secure.trust-provider.com', 443],
    ['http://localhost:3000', 'localhost', 3000],
    ['http://[::1]/', '::1', 80],
  ])('%s', (url, address, port) => {
    expect(addressFacts(new URL(url))).toEqual({ 'server.address': address, 'server.port': port });
  });

  it('does not tell of a login in the URL', () => {
    expect(JSON.stringify(addressFacts(new URL('https://user:s3cret@example.com/')))).not.toContain('s3cret');
  });
});
