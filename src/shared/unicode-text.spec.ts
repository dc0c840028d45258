import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../test/support/any-text.js';
import { foldText } from './unicode-text.js';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
/** What nobody sees. */
const UNSEEN = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u200e',
  '\u200f',
  '\u061c',
  '\ufe0f',
  '\u3164',
  '\u{e0041}',
];
const BLANKS = [' ', '  ', '\u00a0', '\u3000', '\u2009', '\u202f', '\u205f', '\u1680', '\u2800', ' \u00a0 '];

describe('folded text', () => {
  it.each([
    ['composed and decomposed', 'Mu\u0308ller', 'M\u00fcller'],
    ['capitals', 'MÜLLER', 'müller'],
    ['sharp s', 'STRASSE', 'Straße'],
    ['capital sharp s', 'STRA\u1e9eE', 'Straße'],
    ['final sigma', 'ΟΔΟΣ', 'οδος'],
    ['ligatures', 'Oﬃce', 'Office'],
    ['letters of full width', 'ＡＢＣ', 'abc'],
    ['kana of half width', 'ﾄﾖﾀ', 'トヨタ'],
    ['two blanks', 'Company  ABC', 'Company ABC'],
    ['blanks around it', ' Company ABC\u00a0', 'Company ABC'],
    ['a mark behind something unseen', 'Mu\u200b\u0308ller', 'Müller'],
    ['a soft hyphen', 'Com\u00adpany', 'Company'],
  ])('is the same with %s', (_, one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([
    ['Müller', 'Muller'],
    ['Company ABC', 'CompanyABC'],
    ['Co., Ltd', 'Co. Ltd'],
    ['Kırk', 'Kirk'],
    ['A-B', 'A–B'],
    ['株式会社', '株式會社'],
    ['', 'a'],
  ])('tells %s from %s', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it('is what it is folded to', () => {
    fc.assert(
      fc.property(fc.oneof(text, anyText()), (any) => {
        expect(foldText(foldText(any))).toBe(foldText(any));
      }),
    );
  });

  it('does not know how it is composed', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (any, form) => {
        expect(foldText(any.normalize(form))).toBe(foldText(any));
      }),
    );
  });

  it('does not know the case of its letters', () => {
    fc.assert(
      fc.property(text, (any) => {
        const known = any.replace(/[ıİ]/gu, '');
        expect(foldText(known.toUpperCase())).toBe(foldText(known));
        expect(foldText(known.toLowerCase())).toBe(foldText(known));
      }),
    );
  });

  it('does not know what nobody sees, wherever it is', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom(...UNSEEN), (any, at, unseen) => {
        const characters = [...any];
        characters.splice(at % (characters.length + 1), 0, unseen);
        expect(foldText(characters.join(''))).toBe(foldText(any));
      }),
    );
  });

  it('does not know which blanks are between and around its words', () => {
    fc.assert(
      fc.property(
        fc.array(text),
        fc.constantFrom(...BLANKS),
        fc.constantFrom(...BLANKS),
        (words, one, other) => {
          expect(foldText(`${one}${words.join(one)}${other}`)).toBe(foldText(words.join(other)));
        },
      ),
    );
  });

  it('knows every letter of the alphabet and every digit', () => {
    const character = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-.,&');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1 }), fc.nat(), character, (characters, at, other) => {
        const changed = characters.with(at % characters.length, other);
        const same = changed.join('') === characters.join('');
        expect(foldText(changed.join('')) === foldText(characters.join(''))).toBe(same);
      }),
    );
  });
});
