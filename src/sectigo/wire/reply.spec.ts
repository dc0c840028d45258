import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseReply, type Reply } from './reply.js';

const FOLDER = join(__dirname, '../../../test/fixtures/replies');

interface RecordedReply {
  readonly file: string;
  readonly framed: boolean;
  readonly expected: Reply;
}

const CORPUS = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as readonly RecordedReply[];

function parse(text: string, framed = true): Reply {
  return parseReply(Buffer.from(text), framed);
}

describe('the corpus of replies', () => {
  it.each(CORPUS)('$file is read as the manifest says', ({ file, framed, expected }) => {
    expect(parseReply(readFileSync(join(FOLDER, file)), framed)).toEqual(expected);
  });

  it('names every reply in the folder', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
    expect(CORPUS.map(({ file }) => file).sort()).toEqual(files.sort());
  });
});

describe('parseReply', () => {
  it('takes a body to be framed unless it is told otherwise', () => {
    expect(parseReply(Buffer.from('0\n3040824'))).toMatchObject({ kind: 'accepted', orderNumber: '3040824' });
  });

  it.each(['ab123', '123ab', 'Issued', '12 34'])(
    'takes a lone fifth line %j for no certificate id',
    (fifth) => {
      const reply = parse(`0\n3040824\n210.00\n1 day\n${fifth}`);
      expect(reply).toMatchObject({ kind: 'accepted', certificateId: null, certificateState: null });
    },
  );

  it('reads a sixth line that is empty as no state', () => {
    const reply = parse('0\n3040824\n210.00\n1 day\n123\n\nmore');
    expect(reply).toMatchObject({ kind: 'accepted', certificateId: '123', certificateState: null });
  });

  it('leaves a percent sign alone in a line that is not URL-encoded', () => {
    expect(parse('-4\n100%a')).toMatchObject({ kind: 'error', message: '100%a' });
  });

  it('reads only its own part of a larger buffer', () => {
    const buffer = Buffer.from('xx0\n7yy');
    expect(parseReply(buffer.subarray(2, 5))).toMatchObject({ kind: 'accepted', orderNumber: '7' });
  });

  it.each(['\t', '\n', '\v', '\f', '\r', ' '])('does not mind %j around a reply', (blank) => {
    expect(parse(`${blank}errorCode=0&orderNumber=7${blank}`)).toMatchObject({ orderNumber: '7' });
  });

  it('reads every digit of a code', () => {
    expect(parse('-999999')).toMatchObject({ kind: 'error', code: -999999 });
  });
});

describe('a code and a number that stand clearly', () => {
  const PLACED = { kind: 'accepted', code: 0, orderNumber: '3040824' };

  it.each([
    'errorCode=0&orderNumber=3040824&2ndKey=x&my_key=1&a-b=2&c.d=3&e[0]=4&empty=',
    '2ndKey=x&errorCode=0&_x=1&orderNumber=3040824',
    'errorCode=0&note=Smith & Sons&orderNumber=3040824',
    'errorCode=0&orderNumber=3040824&note=A && B & (C=D) & more',
    'errorCode=0&orderNumber=3040824&x=1&x=2',
    'errorCode=0&orderNumber=3040824&1_orderNumber=3040824',
    '{"errorCode":0,"orderNumber":3040824}',
    ' {"errorCode":"0", "orderNumber":"3040824", "2nd key": [1, {"a-b": null}], "note": "x:\\"y\\": <b>"}\r\n',
  ])('count, whatever the rest of %j looks like', (body) => {
    expect(parse(body)).toMatchObject(PLACED);
  });

  it.each([
    ["errorCode=-3&errorMessage=The 'A & B' argument is missing!", -3, "The 'A & B' argument is missing!"],
    ['errorCode=-3&errorMessage=R&D&errorItem=a_b', -3, 'R&D'],
    ['error-id=7&errorCode=-16&errorMessage=No+way', -16, 'No way'],
    ['{"errorCode":-3,"errorMessage":"A & B\\n100%"}', -3, 'A & B\n100%'],
  ])('count in the refusal %j', (body, code, message) => {
    expect(parse(body)).toMatchObject({ kind: 'error', code, message });
  });

  it.each([
    ['a number with an ampersand in it', 'errorCode=0&orderNumber=304&0824'],
    ['a number followed by words', 'errorCode=0&orderNumber=3040824& thanks'],
    ['two numbers', 'errorCode=0&orderNumber=3040824&my_key=1&ordernumber=3040825'],
    ['a second number of another spelling', 'errorCode=0&orderNumber=3040824&order_number=3040825'],
    ['a second number behind a raw ampersand', 'errorCode=0&note=A & orderNumber=5&orderNumber=3040824'],
    ['a second number whose name is encoded', 'errorCode=0&orderNumber=3040824&%6FrderNumber=5'],
    ['a second code', 'errorCode=0&orderNumber=3040824&Error-Code=-5'],
    ['only a number of another spelling', 'errorCode=0&order_number=3040824'],
    ['only the number of a row', 'errorCode=0&1_orderNumber=3040824'],
    ['words before it', 'Thank you & errorCode=0&orderNumber=3040824'],
    ['a page', '<p>errorCode=0&orderNumber=3040824&x_y=1</p>'],
    ['lines', 'errorCode=0&my_key=1\norderNumber=3040824'],
    ['JSON that is cut short', '{"errorCode":0,"orderNumber":3040824'],
    ['JSON with more behind it', '{"errorCode":0,"orderNumber":3040824}{}'],
    ['JSON with the number twice', '{"errorCode":0,"orderNumber":3040824,"orderNumber":3040825}'],
    ['JSON with the number in another case too', '{"errorCode":0,"orderNumber":3040824,"ORDERNUMBER":5}'],
    ['JSON with a name in disguise', '{"errorCode":0,"orderNumber":3040824,"order\\u004eumber":5}'],
    ['JSON with a number within', '{"errorCode":0,"orderNumber":3040824,"items":[{"orderNumber":5}]}'],
    ['JSON with the number only within', '{"errorCode":0,"items":[{"orderNumber":3040824}]}'],
    ['JSON with a number that a double cannot hold', '{"errorCode":0,"orderNumber":90071992547409930}'],
    ['JSON with a list for a number', '{"errorCode":0,"orderNumber":[3040824]}'],
    ['JSON that is a list', '[{"errorCode":0,"orderNumber":3040824}]'],
    ['JSON that refuses and names an order', '{"errorCode":-3,"orderNumber":3040824}'],
  ])('do not in %s', (_, body) => {
    expect(parse(body)).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    'errorCode=0&my_key=1&orderNumber=30408',
    'errorCode=0&orderNumber=30408&2n',
    'errorCode=0&orderNumber=3040824&orderNumber=30',
  ])('do not in %j, which may be cut short', (body) => {
    expect(parse(body, false)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('whatever comes back', () => {
  const NUMBER = /(?<![0-9])[1-9][0-9]{0,17}(?![0-9])/;
  const words = fc.constantFrom(
    ...[
      'errorCode',
      'orderNumber',
      'totalCost',
      'errorMessage',
      '=',
      '&',
      '0',
      '1',
      '-1',
      '2',
      '7',
      '3040824',
    ],
    ...['\n', '\r\n', '+', '%30', '%', '<html>', '{"errorCode":0}', '\ufeff', ' ', '01', 'ORDERNUMBER', '-'],
    ...['{', '}', '"', ',', ':', '"orderNumber":', '_', 'order_number', '{"errorCode":0,"orderNumber":7}'],
  );
  const mangled = fc.oneof(
    fc.array(words, { maxLength: 14 }).map((parts) => Buffer.from(parts.join(''))),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(fc.constantFrom(...CORPUS), fc.nat(), fc.uint8Array({ maxLength: 4 }))
      .map(([{ file }, at, bytes]) => spliced(readFileSync(join(FOLDER, file)), at, bytes)),
  );

  function spliced(body: Buffer, at: number, bytes: Uint8Array): Buffer {
    const place = body.length === 0 ? 0 : at % body.length;
    return Buffer.concat([body.subarray(0, place), bytes, body.subarray(place + bytes.length)]);
  }

  /** The plainest possible second opinion: does the body state code 0 or 1, and an order number? */
  function statesAnOrder(body: Buffer): boolean {
    const text = body.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
    const lines = text.trim().split(/\r\n|\r|\n/);
    const asLines = /^[01]$/.test(lines[0]?.trim() ?? '') && NUMBER.test(lines[1] ?? '');
    const pairs = new URLSearchParams(text.trim().toLowerCase());
    const asPairs =
      /^[01]$/.test(pairs.get('errorcode') ?? '') && NUMBER.test(pairs.getAll('ordernumber').join(' '));
    return asLines || asPairs || statesItInJson(text);
  }

  function statesItInJson(text: string): boolean {
    try {
      const { errorCode, orderNumber } = JSON.parse(text) as Record<string, unknown>;
      return /^[01]$/.test(String(errorCode)) && NUMBER.test(String(orderNumber));
    } catch {
      return false;
    }
  }

  it('is never read as placed unless it states code 0 or 1 and an order number', () => {
    fc.assert(
      fc.property(mangled, fc.boolean(), (body, framed) => {
        const reply = parseReply(body, framed);
        if (reply.kind === 'accepted') {
          expect(statesAnOrder(body)).toBe(true);
          expect([0, 1]).toContain(reply.code);
          expect(reply.orderNumber).toMatch(/^[1-9][0-9]{0,17}$/);
          expect(body.toString('latin1')).toContain(reply.code.toString());
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is never read as another order number when an unframed reply is cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CORPUS), fc.nat(), ({ file }, length) => {
        const body = readFileSync(join(FOLDER, file));
        const whole = parseReply(body, true);
        const cut = parseReply(body.subarray(0, length % (body.length + 1)), false);
        if (cut.kind === 'accepted' && whole.kind === 'accepted') {
          expect({ code: cut.code, number: cut.orderNumber, cost: cut.cost ?? whole.cost }).toEqual({
            code: whole.code,
            number: whole.orderNumber,
            cost: whole.cost,
          });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a refusal in which anything may be an order’s number', () => {
  it.each([
    'errorCode=-7&1_orderNumber=3040824',
    'errorCode=-7&order_number=3040824',
    'errorCode=-7&order%4Eumber=3040824',
    'errorCode=-7&orderNumber=A3040824',
    'errorCode=-7&orderNumber=03040824',
    'errorCode=-7&orderNumber=3040824&orderNumber=3040825',
    '{"errorCode":-7,"order":{"orderNumber":3040824}}',
    '{"errorCode":-7,"orderNumber":["3040824"]}',
    '{"errorCode":-7,"orderNumber":123456789012345678}',
    '{"errorCode":-1e-400,"orderNumber":3040824}',
    '{"errorCode":0,"orderNumber":1e3}',
    '{"errorCode":0,"orderNumber":3040824.0000000001}',
  ])('is none: %s', (body) => {
    expect(parseReply(Buffer.from(body))).toMatchObject({ kind: 'unreadable' });
  });

  it.each(['errorCode=-7&orderNumber=3040824', 'errorCode=-7&errorMessage=x&orderNum'])(
    'is none where the connection ended early: %s',
    (body) => {
      expect(parseReply(Buffer.from(body), false)).toMatchObject({ kind: 'unreadable' });
    },
  );

  it.each([
    'errorCode=-7&orderNumber=',
    '{"errorCode":-7,"orderNumber":null}',
    '{"errorCode":-7,"orderNumber":0}',
  ])('is one where it says that there is none: %s', (body) => {
    expect(parseReply(Buffer.from(body))).toMatchObject({ kind: 'error', code: -7 });
  });
});
