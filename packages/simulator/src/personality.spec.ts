import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { PushReceiver } from '../../../test/support/push-receiver.js';
import { ControlClient } from './control-client.js';
import { dressed } from './field-dress.js';
import { makePersonality } from './make-personality.js';
import { type Personality } from './personality.js';
import { publishedSample } from './published-sample.js';
import { type RunningSimulator, startSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
afterEach(() => simulator.close());

/** The first seed whose personality is as wanted. */
function seedWith(isWanted: (personality: Personality) => boolean): string {
  for (let seed = 0; ; seed += 1) if (isWanted(makePersonality(String(seed)))) return String(seed);
}

const start = async (isWanted: (personality: Personality) => boolean): Promise<ControlClient> => {
  simulator = await startSimulator({ ...credentials, personality: seedWith(isWanted) });
  return new ControlClient(simulator.controlUrl);
};
const post = async (command: string, form: Record<string, string>): Promise<URLSearchParams> => {
  const body = new URLSearchParams({ ...credentials, ...form });
  return new URLSearchParams(
    await (await fetch(`${simulator.url}${command}`, { method: 'POST', body })).text(),
  );
};
const place = (form: Record<string, string> = {}): Promise<URLSearchParams> =>
  post('!AutoApplyOrder', { ...sample, ...form });

describe('a simulator with a personality', () => {
  it('takes the names that it has, and refuses those that are guessed', async () => {
    const seed = '1';
    simulator = await startSimulator({ ...credentials, personality: seed });
    const { parameterNames } = makePersonality(seed);
    for (const guess of ['validationEmailAddress', 'callbackTemplateID', 'subscriberAgreementTemplateID']) {
      expect(Object.fromEntries(await place({ [guess]: '7' }))).toEqual({
        errorCode: '-2',
        errorItem: guess,
        errorMessage: `'${guess}' is an unrecognised argument!`,
      });
    }
    const all = [...parameterNames].map(([row, name]): [string, string] => [
      name,
      row === 41 ? 'a@b.example' : '7',
    ]);
    expect((await place(Object.fromEntries(all))).get('errorCode')).toBe('0');
  });

  it('has other numbers for the words of the page, and shows all that it is', async () => {
    const control = await start(({ errorCodes }) => errorCodes.get(25) !== -70);
    const shown = (await control.call('GET', 'personality')).json as { errorCodes: Record<string, number> };
    const refusal = await place({ contactEmailAddress: 'nobody' });
    expect(Object.fromEntries(refusal)).toEqual({
      errorCode: String(shown.errorCodes['25']),
      errorItem: 'contactEmailAddress',
      errorMessage: "The email address in the 'contactEmailAddress' argument is invalid!",
    });
  });

  it.each([true, false])('knows foreignOrderNumber: %s', async (known) => {
    await start(({ foreignOrderNumbers }) => foreignOrderNumbers === known);
    const reply = await place({ foreignOrderNumber: 'ord_1' });
    expect(reply.get('errorCode')).toBe(known ? '0' : '-2');
  });

  it.each([true, false])('gives foreignOrderNumber back in the report: %s', async (given) => {
    await start(
      ({ foreignOrderNumbers, report }) =>
        foreignOrderNumbers && report.foreignOrderNumber === given && report.delayMs === 0,
    );
    await place({ foreignOrderNumber: 'ord_1' });
    const report = await post('!WebHostReport', {});
    expect([...report.values()].includes('ord_1')).toBe(given);
  });

  it('spells, orders and mangles a report', async () => {
    await start(
      ({ report: { fields, dateTime, names, delayMs } }) =>
        fields.letterCase === 'upper' &&
        fields.order === 'reversed' &&
        dateTime === 'iso-8601' &&
        names === 'upper-case' &&
        delayMs === 0,
    );
    await place({ organizationName: 'Müller & Söhne' });
    const report = await post('!WebHostReport', {});
    const names = [...report.keys()];
    expect(names.filter((name) => name !== name.toUpperCase())).toEqual([]);
    expect(names.at(-1)).toMatch(/^ERROR_?CODE$/);
    expect(report.get('1_ORGANIZATIONNAME')).toBe('MÜLLER & SÖHNE');
    expect(report.get('1_DATETIME')).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  });

  it('keeps a young order out of the report', async () => {
    const control = await start(({ report }) => report.delayMs > 1_000);
    await place();
    const hasRow = async (): Promise<boolean> =>
      [...(await post('!WebHostReport', {})).keys()].some((name) => /^1_/.test(name));
    expect(await hasRow()).toBe(false);
    await control.changeAccount({ reportDelayMs: 0 });
    expect(await hasRow()).toBe(true);
  });

  it('writes a status as it writes things', async () => {
    await start(
      ({ status: { fields, orderDateTime } }) =>
        fields.letterCase === 'title' &&
        fields.names['orderNumber'] === undefined &&
        orderDateTime === 'with-slashes',
    );
    await place();
    const status = await post('!GetDetailedOrderStatus', { orderNumber: '3040824', queryType: '0' });
    expect(status.get('1_OrderNumber')).toBe('3040824');
    expect(status.get('1_OrderDateTime')).toMatch(/^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}$/);
  });

  it('writes a balance as it writes things', async () => {
    await start(
      ({ balance: { fields, amounts, currency } }) =>
        fields.names['availableCredit'] === 'funds' &&
        fields.letterCase === 'lower' &&
        amounts === 'thousands-with-commas' &&
        currency === 'lower-case',
    );
    const balance = await post('!getAccountBalance', { responseFormat: '1' });
    expect([balance.get('funds'), balance.get('currency')]).toEqual(['1,000,000.00', 'usd']);
  });

  it('loses one push of so many', async () => {
    const receiver = await PushReceiver.start();
    const control = await start(({ push }) => push.lostEach === 2);
    await place();
    await control.pushTo({ url: receiver.url });
    for (const state of ['failed', 'issued', 'revoked', 'replaced'] as const) {
      await control.changeCertificate(3040824, state);
    }
    await eventually(async () =>
      expect((await control.pushes()).map(({ outcome }) => outcome)).toEqual([
        'taken',
        'lost',
        'taken',
        'lost',
      ]),
    );
    await receiver.close();
  });

  it('begins again as it was', async () => {
    const control = await start(({ foreignOrderNumbers }) => foreignOrderNumbers);
    const before = (await control.call('GET', 'account')).json;
    await control.changeAccount({
      parameterNames: {},
      errorCodes: {},
      foreignOrderNumbers: false,
      reportDelayMs: 7,
    });
    await control.reset();
    expect((await control.call('GET', 'account')).json).toEqual(before);
  });
});

describe('a dress', () => {
  it('keeps the numbers of rows and items, and the values', async () => {
    simulator = await startSimulator(credentials);
    const dress = { names: { certificateID: 'certNo' }, letterCase: 'upper', order: 'by-name' } as const;
    expect(
      dressed(
        [
          ['2_1_certificateID', 'aB'],
          ['1_type', 'x'],
          ['errorCode', '0'],
        ],
        dress,
      ),
    ).toEqual([
      ['1_TYPE', 'x'],
      ['2_1_CERTNO', 'aB'],
      ['ERRORCODE', '0'],
    ]);
  });
});
