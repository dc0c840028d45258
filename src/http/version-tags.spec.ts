import { describe, expect, it } from '@jest/globals';
import { isVersionKnown, versionsMatched, versionTag } from './version-tags.js';

describe('the versions that an If-Match allows', () => {
  it.each<[string, string | undefined, readonly number[] | null]>([
    ['any without the header', undefined, null],
    ['any with *', '*', null],
    ['one', '"7"', [7]],
    ['several', '"7", "8"', [7, 8]],
    ['several with empty elements between them', ',"7",, "8" ,', [7, 8]],
    ['none by a weak tag, which is never strongly equal', 'W/"7"', []],
    ['only those that are strong', 'W/"7","8"', [8]],
    ['none by another text, another spelling or a list within a tag', '"abc", "07", "7,8", ""', []],
  ])('%s', (_name, header, versions) => {
    expect(versionsMatched(header)).toEqual(versions);
  });

  it.each(['7', '', ' ', ',', '"7', '7"', '"7" "8"', 'w/"7"', 'W/ "7"', '*, "7"', '"a b"', '"7";', "'7'"])(
    'none can be read in: %s',
    (header) => {
      expect(() => versionsMatched(header)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
    },
  );

  it('are read in time that grows with the header alone', () => {
    const blanks = ' '.repeat(16_000);
    const before = performance.now();
    for (const header of [`"7"${blanks}x`, `${blanks}x`, `${', '.repeat(8_000)}x`]) {
      expect(() => versionsMatched(header)).toThrow();
    }
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

describe('whether an If-None-Match names a version', () => {
  it.each<[string | undefined, boolean]>([
    [undefined, false],
    ['*', true],
    ['"7"', true],
    ['W/"7"', true],
    ['"6", W/"7"', true],
    ['"6"', false],
    ['"77"', false],
  ])('%s: %s', (header, known) => {
    expect(isVersionKnown(7, header)).toBe(known);
  });

  it('knows the tag that an answer has', () => {
    expect(isVersionKnown(7, versionTag(7))).toBe(true);
  });
});
