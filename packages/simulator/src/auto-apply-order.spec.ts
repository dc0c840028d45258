import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

/** Undefined takes an argument away. */
type Changes = Readonly<Record<string, string | undefined>>;

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
let control: ControlClient;
let csr: string;

beforeAll(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const signingAlgorithm = { ...algorithm, hash: 'SHA-256' };
  const request = await Pkcs10CertificateRequestGenerator.create(
    { name: 'CN=John Doe', keys, signingAlgorithm },
    webcrypto,
  );
  csr = request.toString('pem');
});
afterEach(() => control.reset());
afterAll(() => simulator.close());

const send = async (body: URLSearchParams) =>
  new URLSearchParams(
    await (await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body })).text(),
  );
const place = (changes: Changes) => {
  const form = Object.entries({ ...sample, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return send(new URLSearchParams(form));
};
/** Code and, where the message names one, argument or value. */
const answerTo = async (changes: Changes) => {
  const reply = await place(changes);
  const code = Number(reply.get('errorCode'));
  const named = /'(.+)'/.exec(reply.get('errorMessage') ?? '')?.[1] ?? null;
  // the item is the argument, so it must agree with the message; a country is a value
  if (code !== -7 && code !== -74) expect(reply.get('errorItem')).toBe(named);
  expect(await control.ledger()).toHaveLength(code === 0 ? 1 : 0);
  return [code, named];
};

const TOKEN = { product: '706,577,163', SmartCardBased: 'Y' };
const ADDRESS = {
  offerType: '22',
  shippingStreetAddress1: 'Main Street 1',
  shippingLocalityName: 'Springfield',
  shippingStateOrProvinceName: 'IL',
  shippingPostalCode: '62701',
  shippingCountryName: 'US',
  shippingForename: 'Jane',
  shippingSurname: 'Roe',
  shippingEmailAddress: 'jane.roe@example.com',
  shippingTelephone: '+1 555 0100',
};

describe('credentials come first', () => {
  it.each([
    [{ loginName: undefined }, -3, 'loginName'],
    [{ loginPassword: '' }, -3, 'loginPassword'],
    [{ loginName: 'Reseller' }, -16, null],
    [{ loginPassword: 'Secret', unheardOf: '1', days: undefined }, -16, null],
  ])('%j → %i %s', async (changes, code, named) => {
    expect(await answerTo(changes)).toEqual([code, named]);
  });
});

describe('argument names', () => {
  it.each([
    [{ unheardOf: '1' }, -2, 'unheardOf'],
    [{ years: '1' }, -2, 'years'],
    [{ ProductCode: '706', days: undefined }, -2, 'ProductCode'],
    [{ smartCardBased: 'N' }, -2, 'smartCardBased'],
    [{ validationEmailAddress: 'a@example.com' }, -2, 'validationEmailAddress'],
    [{ callbackTemplateID: '1' }, -2, 'callbackTemplateID'],
    [{ subscriberAgreementTemplateID: '1' }, -2, 'subscriberAgreementTemplateID'],
  ])('%j → %i %s', async (changes, code, named) => {
    expect(await answerTo(changes)).toEqual([code, named]);
  });

  it('given twice have no one value (-4), even if the values agree', async () => {
    const reply = await send(new URLSearchParams([...Object.entries(sample), ['days', '365']]));
    expect([reply.get('errorCode'), reply.get('errorItem')]).toEqual(['-4', 'days']);
  });
});

describe('single values', () => {
  it.each([
    ['days', '366'],
    ['days', '365.0'],
    ['product', '706;577'],
    ['product', 'DS'],
    ['includeIndividual', 'y'],
    ['isCustomerValidated', '1'],
    ['SmartCardBased', 'YES'],
    ['offerType', '2x'],
    ['dunsNumber', '12345678'],
    ['businessCategory', 'a'],
    ['hsmType', 'MARELL_GOOGLE'],
    ['callbackMethod', 'X'],
    ['responseFormat', '2'],
    ['languageName', 'EN'],
    ['languageName', 'qq'],
    ['test', 'TRUE'],
  ])('%s=%s is invalid (-4)', async (name, value) => {
    const reply = await place({
      ...(name === 'responseFormat' ? {} : { responseFormat: '1' }),
      [name]: value,
    });
    const plain = reply.toString().startsWith('-4');
    expect(plain ? 'responseFormat' : reply.get('errorItem')).toBe(name);
    expect(plain ? '-4' : reply.get('errorCode')).toBe('-4');
  });

  it.each(['appRepEmailAddress', 'contactEmailAddress', 'emailAddress'])(
    '%s must be an address (row 25)',
    async (name) => {
      expect(await answerTo({ [name]: 'john.doe(at)example.com' })).toEqual([-70, name]);
    },
  );

  it.each([
    [{ countryName: 'XX' }, 'XX'],
    [{ countryName: 'us' }, 'us'],
    [{ countryName: 'USA' }, 'USA'],
    [{ ...TOKEN, ...ADDRESS, shippingCountryName: 'UK' }, 'UK'],
  ])('%j is no country (-7)', async (changes, value) => {
    expect(await answerTo(changes)).toEqual([-7, value]);
  });

  it.each([
    { emailAddress: 'none' },
    {
      languageName: 'de',
      businessCategory: 'b',
      callbackMethod: 'E',
      dunsNumber: '123456789',
      companyNumber: 'HRB 1',
    },
    { isAppRepValidated: 'Y', isCallbackCompleted: 'N', contactEmailAddress: 'ca@example.com', test: 'N' },
    { organizationName: 'ÄÖÜ & Söhne = 100 % + more\r\nlines 漢字 😀', countryName: 'DE' },
    { streetAddress2: '', streetAddress3: '' },
  ])('%j is fine', async (changes) => {
    expect(await answerTo(changes)).toEqual([0, null]);
  });
});

describe('products and token', () => {
  it.each<[Changes, number, string | null]>([
    [{ product: '706', includeIndividual: 'Y' }, 0, null],
    [{ product: '706', includeIndividual: undefined }, 0, null],
    [{ product: '1214', includeIndividual: undefined }, 0, null],
    [{ product: '1214' }, -73, 'includeIndividual'],
    [{ product: '706,1214' }, -4, 'product'],
    [{ product: '706,706' }, -4, 'product'],
    [{ product: '577,163', SmartCardBased: 'Y' }, -71, null],
    [{ product: '163' }, -71, null],
    [{ product: '999' }, -130, null],
    [{ product: '706,577,163' }, -3, 'SmartCardBased'],
    [{ ...TOKEN, SmartCardBased: 'N' }, -4, 'SmartCardBased'],
    [{ ...TOKEN, product: '706' }, -74, '577'],
    [{ ...TOKEN, product: '706,577' }, -74, '163'],
    [{ ...TOKEN, product: '1214,163,577', includeIndividual: undefined }, 0, null],
    [TOKEN, 0, null],
    [{ ...TOKEN, ...ADDRESS }, 0, null],
    [{ ...TOKEN, ...ADDRESS, offerType: undefined }, -3, 'offerType'],
    [{ ...TOKEN, shippingTelephone: '1' }, -3, 'offerType'],
    [{ ...TOKEN, offerType: '23', shippingTelephone: '1' }, 0, null],
    [{ offerType: '22' }, -73, 'offerType'],
    [{ SmartCardBased: 'N', shippingPostalCode: '1' }, -73, 'shippingPostalCode'],
    [{ shippingTitle: 'Ms' }, -73, 'shippingTitle'],
    [{ ...TOKEN, hsmType: 'LUNA' }, -73, 'hsmType'],
    [{ ...TOKEN, keyAttestation: 'AAAA' }, -73, 'keyAttestation'],
    [{ ...TOKEN, csr: 'AAAA' }, -73, 'csr'],
  ])('%j → %i %s', async (changes, code, named) => {
    expect(await answerTo(changes)).toEqual([code, named]);
  });

  it.each(Object.keys(ADDRESS).filter((name) => name !== 'offerType' && name !== 'shippingStreetAddress1'))(
    'a shipping address needs %s (-3)',
    async (name) => {
      expect(await answerTo({ ...TOKEN, ...ADDRESS, [name]: undefined })).toEqual([-3, name]);
    },
  );

  it('costs the sum of its items', async () => {
    expect((await place(TOKEN)).get('totalCost')).toBe('280.00');
  });
});

describe('remote provisioning', () => {
  const remote = () => ({ SmartCardBased: 'N', csr, hsmType: 'YUBIKEY', keyAttestation: 'QUJD\nREVG' });

  it('is sold with CSR, HSM type and attestation, and the ledger has the CSR as it was sent', async () => {
    expect(await answerTo(remote())).toEqual([0, null]);
    expect((await control.ledger())[0]?.form.csr).toBe(csr);
    await control.reset();
    expect(await answerTo({ ...remote(), SmartCardBased: undefined })).toEqual([0, null]);
  });

  it.each(['csr', 'hsmType', 'keyAttestation'])('needs %s when it has the others (-3)', async (name) => {
    expect(await answerTo({ ...remote(), [name]: undefined })).toEqual([-3, name]);
  });

  it('may be left for later, as the published sample does', async () => {
    expect(await answerTo({ SmartCardBased: 'N' })).toEqual([0, null]);
  });

  it('refuses an attestation that is not base64 (-4)', async () => {
    expect(await answerTo({ ...remote(), keyAttestation: 'not base64' })).toEqual([-4, 'keyAttestation']);
  });

  it('refuses a CSR that is not one (-9), and names no argument', async () => {
    const reply = await place({ ...remote(), csr: csr.replaceAll('\n', ' ').slice(40, 200) });
    expect([reply.get('errorCode'), reply.get('errorMessage'), reply.get('errorItem')]).toEqual([
      '-9',
      'The CSR is not valid Base-64 data!',
      null,
    ]);
  });
});
