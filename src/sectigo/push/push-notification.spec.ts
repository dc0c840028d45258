import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { pushedFields, readPushNotification } from './push-notification.js';

const read = (encoded: string) => readPushNotification(pushedFields(encoded) ?? []);

describe('a push of Sectigo', () => {
  it.each([
    ['3', 'failed'],
    ['5', 'failed'],
    ['6', 'issued'],
    ['7', 'rejected'],
    ['8', 'revoked'],
    ['9', 'issued'],
    ['12', 'awaiting-brand-validation'],
    ['14', 'replaced'],
    ['99', 'unrecognised'],
    ['six', 'unrecognised'],
    ['-6', 'unrecognised'],
    ['1e0', 'unrecognised'],
    ['%D9%A6', 'unrecognised'],
    ['constructor', 'unrecognised'],
    ['__proto__', 'unrecognised'],
    ['toString', 'unrecognised'],
  ])('with the status code %s says %s', (code, state) => {
    expect(read(`orderNumber=3040824&statusCode=${code}`).state).toBe(state);
  });

  it('is read as it was sent', () => {
    const encoded =
      'orderNumber=3040824&certificateID=9003040824&eventType=Certificate&status=failed&statusCode=3' +
      '&statusDesc=PRE-SIGN+FAILED%3A+CAA%0D%0A%C3%BC&certificate=PEM&caCertificate=CHAIN';
    expect(read(encoded)).toEqual({
      orderNumber: '3040824',
      certificateId: '9003040824',
      eventType: 'Certificate',
      state: 'failed',
      description: 'PRE-SIGN FAILED: CAA ü',
      certificates: ['PEM'],
      caCertificates: ['CHAIN'],
    });
  });

  it.each([
    ['status=revoked', 'revoked'],
    ['status=awaitingbrandvalidation', 'awaiting-brand-validation'],
    ['status=something', 'unrecognised'],
    ['status=issued&statusCode=8', 'revoked'],
  ])('is read by its words (%s) only where it has no code', (fields, state) => {
    expect(read(`orderNumber=1&${fields}`).state).toBe(state);
  });

  it('without a status says nothing of the state', () => {
    expect(read('ordernumber=1&EVENTTYPE=PreRevocationNotification')).toMatchObject({
      orderNumber: '1',
      eventType: 'PreRevocationNotification',
      state: null,
      description: null,
    });
  });

  it.each(['', 'orderNumber=', 'orderNumber=12a', 'orderNumber=123456789012345678901', 'number=1'])(
    'has no order number in "%s"',
    (encoded) => {
      expect(read(encoded).orderNumber).toBeNull();
    },
  );

  it('takes the first of a name that comes twice, and leaves out empty ones', () => {
    expect(read('statusDesc=&statusDesc=a&statusDesc=b&status=c').description).toBe('a');
  });

  it('takes every certificate, in their order', () => {
    expect(read('caCertificate=a&CERTIFICATE=b&cacertificate=+&caCertificate=c&certificate=d')).toMatchObject(
      {
        certificates: ['b', 'd'],
        caCertificates: ['a', 'c'],
      },
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(anyText(), (encoded) => void read(encoded)));
  });
});
