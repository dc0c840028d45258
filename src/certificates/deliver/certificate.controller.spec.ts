import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { preferredFormat } from './certificate.controller.js';

const PEM = 'application/pem-certificate-chain';
const DER = 'application/pkix-cert';
const JSON_TYPE = 'application/json';

describe('the format of a certificate', () => {
  it.each([
    [undefined, PEM],
    ['', PEM],
    ['*/*', PEM],
    ['text/html', PEM],
    ['application/*', PEM],
    [DER, DER],
    ['Application/JSON', JSON_TYPE],
    ['application/json; charset=utf-8', JSON_TYPE],
    [`${PEM};q=0.5, ${DER};q=0.8, ${JSON_TYPE};q=0.7`, DER],
    [`${DER};q=0, ${JSON_TYPE};q=0.1`, JSON_TYPE],
    ['application/json;q=x', PEM],
  ])('for Accept: %s is %s', (accept, format) => {
    expect(preferredFormat(accept)).toBe(format);
  });
});
