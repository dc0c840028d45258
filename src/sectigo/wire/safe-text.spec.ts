import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { censorOf, type Censor } from './safe-text.js';

const censor = (loginPassword: string): Censor =>
  censorOf({ loginName: 'reseller', proof: { kind: 'password', loginPassword } });

const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const eachUnit = (text: string, write: (unit: number) => string): string =>
  Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index))).join('');
const eachCharacter = (text: string, write: (code: number) => string): string =>
  [...text].map((character) => write(character.codePointAt(0) ?? 0)).join('');
const entities = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');

/** How a password may come back. */
const DRESSES: Readonly<Record<string, (password: string) => string>> = {
  'as it is': (password) => password,
  'in capitals': (password) => password.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  'percent-encoded': (password) => encodeURIComponent(password),
  'percent-encoded in lower case': (password) =>
    encodeURIComponent(password).replace(/%../g, (byte) => byte.toLowerCase()),
  'percent-encoded throughout': percent,
  'as in a form': (password) => new URLSearchParams([['', password]]).toString().slice(1),
  'as in a form in a form': (password) =>
    encodeURIComponent(new URLSearchParams([['', password]]).toString().slice(1)),
  'percent-encoded twice': (password) => encodeURIComponent(encodeURIComponent(password)),
  'percent-encoded three times': (password) =>
    encodeURIComponent(encodeURIComponent(encodeURIComponent(password))),
  'as HTML': entities,
  'as HTML in HTML': (password) => entities(entities(password)),
  'as decimal entities': (password) => eachCharacter(password, (code) => `&#${code};`),
  'as hexadecimal entities': (password) => eachCharacter(password, (code) => `&#x${code.toString(16)};`),
  'as padded entities': (password) => eachCharacter(password, (code) => `&#0${code};`),
  'as a JSON string': (password) => JSON.stringify(password).slice(1, -1),
  'as JSON in JSON': (password) => JSON.stringify(JSON.stringify(password)).slice(3, -3),
  'in escapes': (password) =>
    eachUnit(password, (unit) => `\\u${unit.toString(16).padStart(4, '0').toUpperCase()}`),
  'in Base64': (password) => Buffer.from(password).toString('base64').replace(/=+$/, ''),
  'in Base64 for URLs': (password) => Buffer.from(password).toString('base64url'),
  'in hexadecimal': (password) => Buffer.from(password).toString('hex'),
  'as UTF-8 read as Latin-1': (password) => Buffer.from(password).toString('latin1'),
  'with its accents apart': (password) => password.normalize('NFD'),
  'with a line break in it': (password) => [...password].join('\r\n'),
};

/** Printable, of any script, up to the longest password. */
const anyPassword = fc.oneof(
  fc.string({ minLength: 8, maxLength: 128, unit: 'grapheme-ascii' }),
  fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' }).map((text) => text.slice(0, 128)),
  fc.constantFrom(
    'S3cr3t&pw=1',
    'canary-pässword & 100%+1=2',
    '%26%3D%25',
    '\\\\n"\'<b>',
    '++++    ',
    '$(.*)[a]{2}',
  ),
);
const anyText = fc.string({ maxLength: 20, unit: fc.constantFrom('x', ' ', '&', '=', '%', '\\', '\n', '0') });

/** Each needs its own pattern, and there are many encodings. */
const FEW = { numRuns: 30 };

describe('what Sectigo says', () => {
  it.each(Object.entries(DRESSES))('never tells our password %s', (_how, dress) => {
    fc.assert(
      fc.property(anyPassword, anyText, anyText, (password, before, after) => {
        const { line, whole } = censor(password);
        const quoted = dress(password);
        for (const shown of [line(before + quoted + after), whole(before + quoted + after)]) {
          expect(shown).not.toContain(quoted);
          expect(shown).not.toContain(password);
          expect(shown).toContain('********');
        }
      }),
      FEW,
    );
  });

  it('never tells it in a mixture of encodings', () => {
    const mixed = fc
      .tuple(anyPassword, fc.array(fc.nat(), { minLength: 128, maxLength: 128 }))
      .map(([password, choices]) => {
        const dresses = [encodeURIComponent, percent, entities, (character: string) => character];
        const characters = [...password.toWellFormed()].map((character, index) => {
          const dress = dresses[(choices[index] ?? 0) % dresses.length];
          return dress?.(character) ?? '';
        });
        return { password, quoted: characters.join('') };
      });
    fc.assert(
      fc.property(mixed, ({ password, quoted }) => {
        expect(censor(password).line(`a${quoted}z`)).toBe('a********z');
      }),
      FEW,
    );
  });

  it('does not tell it in the authorization of somebody else', () => {
    const basic = Buffer.from('reseller:S3cr3t&pw=1').toString('base64');
    const password = Buffer.from('S3cr3t&pw=1').toString('base64').slice(2, -2);
    for (const shift of ['', 'x', 'xy']) {
      const encoded = Buffer.from(`${shift}reseller:S3cr3t&pw=1`).toString('base64');
      expect(censor('S3cr3t&pw=1').line(encoded)).toContain('********');
    }
    expect(censor('S3cr3t&pw=1').line(basic)).not.toContain(password);
  });

  it.each([
    ['loginName=reseller&loginPassword=S3cr3t%26pw%3D1', 'loginName=********&loginPassword=********'],
    ['loginName=reseller&loginPassword=another one&product=706', 'loginName=********&loginPassword=********'],
    ['LOGINPASSWORD = other', 'LOGINPASSWORD =********'],
    [
      'a loginName%3Dreseller%26loginPassword%3Dother%26x',
      'a loginName%3D********%26loginPassword%3D********',
    ],
    ['loginPassword%253Dother', 'loginPassword%253D********'],
    ['{"loginName":"reseller","loginPassword":"other"}', '{"loginName":"********","loginPassword":********'],
    ['{\\"loginPassword\\":\\"other\\"}', '{\\"loginPassword\\":********'],
    ['<loginPassword>other</loginPassword>', '<loginPassword>********'],
    ['loginPassword&#61;other', 'loginPassword&#61;********'],
    ['password: other', 'password:********'],
  ])('of a login that is not ours tells no more than its names: %s', (text, shown) => {
    expect(censor('S3cr3t&pw=1').line(text)).toBe(shown);
    expect(
      censorOf({
        loginName: 'x',
        proof: { kind: 'client-certificate', certificatePem: 'c', keyPem: 'k' },
      }).line(text),
    ).toBe(shown);
  });

  it.each([
    "The 'loginPassword' argument is missing!",
    'Incorrect login details, account is locked, password has expired or your source IP is blocked.',
    "The value of the 'countryName' argument is invalid!",
    'Company ABC 123 & Söhne',
  ])('is shown as it is where it tells nothing: %s', (text) => {
    expect(censor('S3cr3t&pw=1').line(text)).toBe(text);
  });

  it('is kept with its lines, without what cannot be stored, and cut where it is long', () => {
    expect(censor('S3cr3t&pw=1').whole('-14\r\na\0b\u202e\ud800 c\rd\u0085')).toBe(
      '-14\na\u2400b\ufffd\ufffd c\nd\ufffd',
    );
    expect(censor('S3cr3t&pw=1').whole('x'.repeat(65_537))).toBe('x'.repeat(65_536));
    // where it is cut before it is masked, no half of a password is left
    for (const before of [131_060, 131_066, 131_071]) {
      expect(censor('S3cr3t&pw=1').whole(`${'\u0000'.repeat(before)}S3cr3t&pw=1`)).not.toContain('S3');
    }
    expect(censor('S3cr3t&pw=1').whole(`x${'é'.repeat(32_768)}`)).toBe(`x${'é'.repeat(32_767)}`);
  });

  it('is seen through in little time, however it is made', () => {
    const before = process.cpuUsage();
    for (const unit of ['\\', '%25', '&amp;', 'S3cr', 'S\0', 'loginName=', 'loginPassword', 'password"', '+'])
      censor('S3cr3t&pw=1'.repeat(10)).line(unit.repeat(65_536 / unit.length));
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
