import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { encodeForm, type FormEntries } from '../wire/form.js';
import { buildDocumentSigningForm, maskForm, type OrderValues, withoutPassword } from './order-form.js';
import { PUBLISHED_NAMES, resolveParameterNames } from '../tables/parameter-names.js';
import { PARAMETERS } from '../tables/parameters.js';

const LOGIN = { loginName: 'reseller', loginPassword: 'Tr0ub4dor&3' };
const WISHES = [
  ['showCertificateState', 'Y'],
  ['showCertificateID', 'Y'],
  ['responseFormat', '1'],
];

function entriesOf(values: OrderValues, login = LOGIN, names = PUBLISHED_NAMES): FormEntries {
  const form = buildDocumentSigningForm(values, login, names);
  if (form.kind === 'faults') throw new Error(form.faults.join('; '));
  return form.entries;
}

function renamed(setting: Record<string, string>): typeof PUBLISHED_NAMES {
  const result = resolveParameterNames(setting);
  if (result.kind === 'faults') throw new Error(result.faults.join('; '));
  return result.names;
}

describe('encodeForm', () => {
  it.each([
    ['a b', 'a+b'],
    ['a+b', 'a%2Bb'],
    ['a&b=c%d', 'a%26b%3Dc%25d'],
    ['a\r\nb\nc\rd', 'a%0D%0Ab%0Ac%0Dd'],
    ['Zürich', 'Z%C3%BCrich'],
    ['東京', '%E6%9D%B1%E4%BA%AC'],
    ['😀', '%F0%9F%98%80'],
    ['', ''],
    ['\u0000', '%00'],
  ])('writes %j as %s', (value, encoded) => {
    expect(encodeForm([['csr', value]])).toBe(`csr=${encoded}`);
  });

  it('keeps the order and repeated names', () => {
    expect(
      encodeForm([
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
      ]),
    ).toBe('b=1&a=2&b=3');
  });

  it('writes nothing for nothing', () => {
    expect(encodeForm([])).toBe('');
  });

  it('is undone by decoding, for any well-formed Unicode', () => {
    const text = anyText({ maxLength: 60 });
    const entry = fc.tuple(text, text);
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        const encoded = encodeForm(entries);
        expect(encoded).toMatch(/^[A-Za-z0-9*\-._+%=&]*$/);
        expect([...new URLSearchParams(encoded)]).toEqual(entries);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a value', 'a', 'x\ud800'],
    ['a value', 'a', '\udc00x'],
    ['a name', '\ud800', 'x'],
  ])('refuses half a character in %s', (_where, name, value) => {
    expect(() => encodeForm([[name, value]])).toThrow(
      new TypeError('A form can hold well-formed Unicode only'),
    );
  });
});

describe('buildDocumentSigningForm', () => {
  it('sends the login, the values and the wishes for the reply in the order of the table', () => {
    const values = { test: 'Y', days: '365', product: '706', csr: 'x', languageName: 'en' };
    expect(entriesOf(values)).toEqual([
      ['loginName', 'reseller'],
      ['loginPassword', 'Tr0ub4dor&3'],
      ['product', '706'],
      ['days', '365'],
      ['csr', 'x'],
      ...WISHES,
      ['test', 'Y'],
      ['languageName', 'en'],
    ]);
  });

  it('sends every enabled parameter that has a value', () => {
    const names = PARAMETERS.filter(({ confirmed }) => confirmed).map(({ name }) => name);
    const values = Object.fromEntries(names.slice(2).map((name) => [name, 'v']));
    expect(entriesOf(values).map(([name]) => name)).toEqual(names);
  });

  it('does not send what is absent, but does send what is empty', () => {
    const entries = entriesOf({ streetAddress2: undefined, streetAddress3: '' });
    expect(entries).toEqual([
      ['loginName', 'reseller'],
      ['loginPassword', 'Tr0ub4dor&3'],
      ['streetAddress3', ''],
      ...WISHES,
    ]);
  });

  it('sends no password where a certificate takes its place', () => {
    const form = buildDocumentSigningForm(
      {},
      { loginName: 'reseller', loginPassword: null },
      PUBLISHED_NAMES,
    );
    expect(form).toEqual({ kind: 'form', entries: [['loginName', 'reseller'], ...WISHES] });
  });

  it('keeps a wish for the reply where a value is undefined', () => {
    expect(entriesOf({ responseFormat: undefined, showCertificateID: undefined })).toEqual(entriesOf({}));
    expect(entriesOf({})).toEqual(expect.arrayContaining(WISHES));
  });

  it('lets a value override a wish for the reply', () => {
    expect(entriesOf({ responseFormat: '0' })).toContainEqual(['responseFormat', '0']);
  });

  it('sends the names in force', () => {
    const names = renamed({ language: 'lang', customerEmail: 'endCustomer', loginPassword: 'secret' });
    expect(entriesOf({ languageName: 'de', validationEmailAddress: 'a@b.example' }, LOGIN, names)).toEqual([
      ['loginName', 'reseller'],
      ['secret', 'Tr0ub4dor&3'],
      ['endCustomer', 'a@b.example'],
      ...WISHES,
      ['lang', 'de'],
    ]);
  });

  it('refuses what is not enabled or not well-formed, naming the parameters only', () => {
    const values = {
      validationEmailAddress: 'a@b.example',
      organizationName: 'x\ud83d',
      localityName: '\ude00',
    };
    expect(buildDocumentSigningForm(values, LOGIN, PUBLISHED_NAMES)).toEqual({
      kind: 'faults',
      faults: [
        'organizationName is not well-formed Unicode',
        'localityName is not well-formed Unicode',
        'validationEmailAddress is not enabled',
      ],
    });
  });
});

it('refuses a form for a single fault', () => {
  expect(buildDocumentSigningForm({ csr: '\ud800' }, LOGIN, PUBLISHED_NAMES)).toEqual({
    kind: 'faults',
    faults: ['csr is not well-formed Unicode'],
  });
});

describe('the password', () => {
  const entries = entriesOf({ organizationName: 'Tr0ub4dor&3' });

  it('is masked, and nothing else', () => {
    expect(maskForm(entries, PUBLISHED_NAMES)).toEqual([
      ['loginName', 'reseller'],
      ['loginPassword', '********'],
      ['organizationName', 'Tr0ub4dor&3'],
      ...WISHES,
    ]);
  });

  it('is left out, and nothing else', () => {
    expect(withoutPassword(entries, PUBLISHED_NAMES)).toEqual([
      ['loginName', 'reseller'],
      ['organizationName', 'Tr0ub4dor&3'],
      ...WISHES,
    ]);
  });

  it('is masked and left out under another name as well', () => {
    const names = renamed({ loginPassword: 'secret' });
    const other = entriesOf({}, LOGIN, names);
    expect(maskForm(other, names)[1]).toEqual(['secret', '********']);
    expect(withoutPassword(other, names)).toEqual([['loginName', 'reseller'], ...WISHES]);
  });
});
