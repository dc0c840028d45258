import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { damagesOf } from './damaged-text.js';

/** 0x80 to 0x9F, written down here once more: Node 20 decodes Windows-1252 as Latin-1. */
const FROM_80_TO_9F = [
  ...[0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d],
  ...[
    0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  ],
  ...[0x153, 0x9d, 0x17e, 0x178],
];

/** As a program shows UTF-8 that takes it for Windows-1252. */
const misread = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => String.fromCharCode(FROM_80_TO_9F[byte - 0x80] ?? byte))
    .join('');

describe('text that was damaged on its way', () => {
  it.each(['????', 'M??ller', 'Caf?? Ltd', 'M?ller', 'Stra?e'])('has lost letters: %s', (text) => {
    expect(damagesOf(text)).toEqual(['question-marks-in-text']);
  });

  it.each(['Smith &amp; Sons', 'M&uuml;ller', 'O&#39;Neill', 'O&#x27;Neill', '&lt;b&gt;'])(
    'has HTML in it: %s',
    (text) => {
      expect(damagesOf(text)).toEqual(['html-entity-in-text']);
    },
  );

  it.each([
    ...['Müller', 'Señor', 'François', 'O’Neill', '“Acme” – Co', 'Čapek', 'Łódź', 'Ağa', 'Иванов', 'Αθήνα'],
    ...['株式会社', '한국', 'नमस्ते', '🏢 Ltd'],
  ])('is UTF-8 that was read as Windows-1252: %s', (text) => {
    expect(damagesOf(misread(text))).toEqual(['mojibake-in-text']);
  });

  it.each(['MÃ¼ller', 'Oâ€™Neill', 'Â© Acme', 'Ã‰cole'])(
    'is such text as people have pasted it: %s',
    (text) => {
      expect(damagesOf(text)).toEqual(['mojibake-in-text']);
    },
  );

  it('may be damaged in several ways', () => {
    expect(damagesOf('MÃ¼ller &amp; S??ne')).toEqual([
      'question-marks-in-text',
      'html-entity-in-text',
      'mojibake-in-text',
    ]);
  });
});

describe('text that is as it should be', () => {
  it.each([
    ...['Müller & Söhne', 'AT&T', 'R&D; Ltd', 'Who? What? GmbH', 'Yahoo?', 'Guess?, Inc.', 'Ça va', 'Ærø'],
    ...[
      'ÄÖÜ',
      'École Supérieure',
      'Åsa Österlund',
      '“Acme” – Co',
      'Ÿ…',
      'Société Générale',
      'naïve « café »',
    ],
    ...['株式会社', 'Иванов', '100 €', 'Señor Núñez', 'Straße', 'ÀÉÎÕÜ', '• Acme •', 'Müller–Lüdenscheidt'],
  ])('is %s', (text) => {
    expect(damagesOf(text)).toEqual([]);
  });

  it('is any text in ASCII without question marks and entities', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(damagesOf(text.replace(/[?&]/g, ''))).toEqual([]);
      }),
    );
  });
});
