import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCommandReply } from './command-reply.js';

describe('whatever a reply is', () => {
  const parts = fc.array(
    fc.constantFrom(
      'errorCode=0',
      'errorCode=-21',
      'errorMessage=',
      '&',
      '\n',
      '0',
      '-',
      '21',
      '=',
      'x=0',
      '<',
      '%',
    ),
    { maxLength: 8 },
  );
  const bodies = fc.oneof(
    parts.map((all) => all.join('')),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );

  it('it is done only where it states the code 0 and no other', () => {
    fc.assert(
      fc.property(bodies, fc.boolean(), (body, framed) => {
        const said = parseCommandReply(Buffer.from(body, 'latin1'), framed);
        if (said.kind !== 'done') return;
        const text = body.replace(/^\u00ef\u00bb\u00bf/, '').trim();
        const codes = [...text.matchAll(/(?:^|&)errorCode=([^&]*)/gi)].map(([, code]) => code?.trim());
        const firstLine = text.split(/\r\n|\r|\n/)[0]?.trim();
        expect(firstLine === '0' || (codes.length > 0 && codes.every((code) => code === '0'))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('it says the same or nothing when it is cut', () => {
    const whole = fc.constantFrom(
      'errorCode=-21&errorMessage=Revoked',
      '-21\nRevoked',
      'errorCode=0&x=1',
      '0\nDone',
    );
    fc.assert(
      fc.property(whole, fc.nat({ max: 40 }), (body, length) => {
        const said = parseCommandReply(Buffer.from(body.slice(0, length)), false);
        const all = parseCommandReply(Buffer.from(body), true);
        if (said.kind === 'unreadable') return;
        expect(said.kind).toBe(all.kind);
        if (said.kind === 'error' && all.kind === 'error') expect(said.code).toBe(all.code);
      }),
      { numRuns: 500 },
    );
  });
});
