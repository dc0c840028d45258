import { expect, test } from '@jest/globals';
import { commandUrl } from './base-url.js';

test.each([
  [
    'https://secure.trust-provider.com/products/',
    'https://secure.trust-provider.com/products/!AutoApplyOrder',
  ],
  [
    'https://secure.trust-provider.com/products',
    'https://secure.trust-provider.com/products/!AutoApplyOrder',
  ],
  ['http://127.0.0.1:4010/products/', 'http://127.0.0.1:4010/products/!AutoApplyOrder'],
  ['http://127.9.9.9/', 'http://127.9.9.9/!AutoApplyOrder'],
  ['http://localhost', 'http://localhost/!AutoApplyOrder'],
  ['http://[::1]:8080/p', 'http://[::1]:8080/p/!AutoApplyOrder'],
])('below %s the command is %s', (base, url) => {
  expect(commandUrl(base, '!AutoApplyOrder').href).toBe(url);
});

test.each([
  ['', 'is not a URL'],
  ['products/', 'is not a URL'],
  ['ftp://example.com/', 'must be https'],
  ['http://example.com/', 'must be https'],
  ['http://127.0.0.1.example.com/', 'must be https'],
  ['http://10.0.0.1/', 'must be https'],
  ['https://user@example.com/', 'no credentials'],
  ['https://:word@example.com/', 'no credentials'],
  ['https://example.com/?a=b', 'no credentials, query or fragment'],
  ['https://example.com/#a', 'no credentials, query or fragment'],
])('the base %j is refused without being repeated', (base, words) => {
  expect(() => commandUrl(base, '!AutoApplyOrder')).toThrow(words);
});
