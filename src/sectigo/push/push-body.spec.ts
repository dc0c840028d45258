import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPushBody } from './push-body.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const PUSH = [
  ['orderNumber', '3040824'],
  ['statusCode', '6'],
  ['statusDesc', 'Gültig & gut'],
];

const read = async (body: string | Buffer, type = ''): Promise<unknown> => {
  const result = await readPushBody(Buffer.from(body), type);
  return result.kind === 'fields' ? result.fields : result.kind;
};

function multipart(fields: readonly (readonly string[])[], more = ''): string {
  const parts = fields.map(
    ([name, value]) => `--XyZ\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--XyZ--\r\n`;
}

describe('the body of a push', () => {
  const encoded = new URLSearchParams(PUSH as [string, string][]).toString();

  it.each([
    ['a form', encoded, FORM],
    ['a form that is called something else', encoded, 'text/plain'],
    ['a form that is called JSON', encoded, JSON_TYPE],
    ['a form that is called nothing', encoded, ''],
    ['a form with blanks around it', `\r\n&${encoded}\r\n`, `${FORM}; charset=utf-8`],
    ['a form in Latin-1', Buffer.from(encoded.replace('%C3%BC', '%FC')), FORM],
    ['JSON', JSON.stringify(Object.fromEntries(PUSH)), JSON_TYPE],
    ['JSON with a byte order mark', `\ufeff${JSON.stringify(Object.fromEntries(PUSH))}`, JSON_TYPE],
    ['JSON that is called a form', JSON.stringify(Object.fromEntries(PUSH)), FORM],
    [
      'JSON with numbers',
      '{ "orderNumber": 3040824, "statusCode": 6, "x": null, "statusDesc": "G\\u00fcltig & gut" }',
      'text/json',
    ],
    ['multipart', multipart(PUSH), 'multipart/form-data; boundary=XyZ'],
    [
      'multipart with the boundary in quotes',
      multipart(PUSH),
      'Multipart/Form-Data;charset=utf-8;Boundary="XyZ"',
    ],
    ['multipart that is called something else', multipart(PUSH), 'application/octet-stream'],
    ['multipart without a boundary', multipart(PUSH), 'multipart/form-data'],
    ['multipart in Latin-1', Buffer.from(multipart(PUSH), 'latin1'), 'multipart/form-data; boundary=XyZ'],
    ['multipart of files', multipart(PUSH, '; filename="a.txt"'), 'multipart/form-data; boundary=XyZ'],
  ])('may be %s', async (_what, body, type) => {
    expect(await read(body, type)).toEqual(PUSH);
  });

  it.each(['', ' \r\n', '{}', '{"a":null}'])('may say nothing: %j', async (body) => {
    expect(await read(body)).toEqual([]);
  });

  it('may have several values of one name, in whichever form', async () => {
    const certificates = [
      ['caCertificate', 'one'],
      ['caCertificate', 'two'],
    ];
    expect(await read('caCertificate=one&caCertificate=two', FORM)).toEqual(certificates);
    expect(await read('{"caCertificate":["one","two"]}', JSON_TYPE)).toEqual(certificates);
    expect(await read(multipart(certificates), 'multipart/form-data; boundary=XyZ')).toEqual(certificates);
  });

  it.each([
    ['XML', '<push orderNumber="1"><statusCode>6</statusCode></push>'],
    ['JSON that is nested', '{"push":{"orderNumber":"1"}}'],
    ['JSON with a list of objects', '{"pushes":[{"orderNumber":"1"}]}'],
    ['JSON that is a list', '[{"orderNumber":"1"}]'],
    ['JSON with a name twice', '{"orderNumber":"1","orderNumber":"2"}'],
    ['JSON with a number that a double cannot hold', '{"orderNumber":9007199254740993}'],
    ['JSON that is cut short', '{"orderNumber":"1","stat'],
    ['JSON in UTF-16', Buffer.from('{"orderNumber":"1"}', 'utf16le')],
    ['a form in UTF-16', Buffer.from('orderNumber=1', 'utf16le')],
    ['a form with control characters', 'orderNumber=1\0&statusCode=6'],
    ['multipart that is cut short', multipart(PUSH).slice(0, -30)],
    ['multipart with bare line feeds', multipart(PUSH).replaceAll('\r\n', '\n')],
    ['words', 'the certificate is issued'],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex')],
    ['dashes', '-'.repeat(100)],
  ])('is unreadable as %s', async (_what, body) => {
    for (const type of [FORM, JSON_TYPE, 'text/xml', 'multipart/form-data; boundary=XyZ', ''])
      expect(await read(body, type)).toBe('unreadable');
  });

  it('is unreadable with more parameters than anybody sends, in whichever form', async () => {
    for (const [count, expected] of [
      [500, 500],
      [502, 'unreadable'],
    ] as const) {
      const fields = Array.from({ length: count }, (_, at) => [`p${at}`, 'x']);
      const named = Object.fromEntries(fields) as Record<string, string>;
      const bodies = [
        new URLSearchParams(named).toString(),
        JSON.stringify(named),
        JSON.stringify({ p: fields.map(([name]) => name) }),
        multipart(fields),
      ];
      for (const body of bodies) {
        const found = await read(body);
        expect(Array.isArray(found) ? found.length : found).toBe(expected);
      }
    }
  });

  it('never throws, whatever comes', async () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .tuple(fc.nat(200), fc.string())
        .map(([at, text]) => Buffer.from(multipart(PUSH).slice(0, at) + text)),
    );
    await fc.assert(
      fc.asyncProperty(
        bodies,
        fc.constantFrom(FORM, JSON_TYPE, 'multipart/form-data; boundary=XyZ', 'x\0'),
        (body, type) => readPushBody(body, type).then(() => undefined),
      ),
    );
  });

  it('takes no time to be seen through, however it is made', async () => {
    const before = process.cpuUsage();
    for (const unit of [
      '{"a":"\\"',
      '"\\',
      '--XyZ\r\n',
      'a=&',
      '[',
      '{"a":',
      `--XyZ\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`,
    ])
      for (const type of [FORM, 'multipart/form-data; boundary=XyZ'])
        await read(unit.repeat(262_144 / unit.length), type);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
