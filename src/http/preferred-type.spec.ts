import { describe, expect, it } from '@jest/globals';
import { preferredType } from './preferred-type.js';

const PEM = 'application/pem-certificate-chain';
const DER = 'application/pkix-cert';
const JSON_TYPE = 'application/json';

describe('the type that is preferred', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['*/*', null],
    ['text/html', null],
    ['application/*', null],
    [DER, DER],
    ['Application/JSON', JSON_TYPE],
    ['application/json; charset=utf-8', JSON_TYPE],
    ['application/json ; charset=utf-8 ; Q=0.5, application/pkix-cert; version=1;q=0.6;x=y', DER],
    [`${JSON_TYPE}, text/plain, */*`, JSON_TYPE],
    [`text/html,application/xhtml+xml,application/xml;q=0.9,${DER};q=0.1,*/*;q=0.8`, DER],
    [`${JSON_TYPE}, ${DER}`, DER],
    [`${PEM};q=0.5, ${DER};q=0.8, ${JSON_TYPE};q=0.7`, DER],
    [`${DER};q=0, ${JSON_TYPE};q=0.1`, JSON_TYPE],
    ['application/json;q=0', null],
    ['application/json;q=x', null],
  ])('by Accept: %s is %s', (accept, type) => {
    expect(preferredType(accept, [PEM, DER, JSON_TYPE])).toBe(type);
  });
});
