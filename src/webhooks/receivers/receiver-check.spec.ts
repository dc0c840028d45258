import { describe, expect, it } from '@jest/globals';
import { ReceiverCheck } from './receiver-check.js';
import { ReceiverRules } from './receiver-rules.js';

const PUBLIC = '1.1.1.1';

/** A name server that gives one answer after the other. */
function nameServer(...answers: readonly (readonly string[])[]): {
  resolve: (host: string) => Promise<readonly string[]>;
  asked: string[];
} {
  const asked: string[] = [];
  const resolve = (host: string): Promise<readonly string[]> => {
    asked.push(host);
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? []);
  };
  return { resolve, asked };
}
const rules = (...webhookAllowedNetworks: string[]): ReceiverRules =>
  new ReceiverRules({ webhookAllowPrivate: false, webhookAllowedNetworks });
const NOTHING_LISTED = rules();
const ALL_ALLOWED = new ReceiverRules({ webhookAllowPrivate: true, webhookAllowedNetworks: [] });
const codeOf = async (check: ReceiverCheck, url: string): Promise<string> => {
  const checked = await check.check(url);
  return checked.ok ? 'ok' : checked.refusal.code;
};

/** Where clouds hand out their secrets. */
const METADATA_HOSTS = [
  '169.254.169.254',
  '169.254.170.2',
  '2852039166',
  '0xa9.0xfe.0xa9.0xfe',
  '0251.0376.0251.0376',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[fd20:ce::254]',
  '[fe80::a9fe:a9fe]',
  '[::ffff:169.254.169.254]',
  '[::169.254.169.254]',
  '[::ffff:0:169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b::100.100.100.200]',
  '[64:ff9b:1::169.254.169.254]',
  '[2002:a9fe:a9fe::1]',
];
const METADATA_ADDRESSES = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '::169.254.169.254',
  'fe80::a9fe:a9fe%eth0',
  'fd00:ec2::254%eth0.1',
];

describe('a receiver', () => {
  const everywhere = new ReceiverCheck(nameServer([PUBLIC]).resolve, NOTHING_LISTED);

  it('is taken with the address that was checked', async () => {
    const check = new ReceiverCheck(
      nameServer(['93.184.216.34', '2606:2800:220:1::1']).resolve,
      NOTHING_LISTED,
    );
    expect(await check.check('https://receiver.example/hook?a=b#c')).toEqual({
      ok: true,
      url: new URL('https://receiver.example/hook?a=b'),
      address: '93.184.216.34',
    });
  });

  it.each([
    ['', 'url-invalid'],
    ['receiver.example/hook', 'url-invalid'],
    ['//receiver.example/hook', 'url-invalid'],
    ['ftp://receiver.example/', 'url-invalid'],
    ['file:///etc/passwd', 'url-invalid'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'url-invalid'],
    ['javascript:alert(1)', 'url-invalid'],
    ['https://', 'url-invalid'],
    ['https://receiver.example:99999/', 'url-invalid'],
    ['http://receiver.example/', 'url-not-secure'],
    ['https://user@receiver.example/', 'url-with-credentials'],
    ['https://user:password@receiver.example/', 'url-with-credentials'],
    ['https://receiver.example@127.0.0.1/', 'url-with-credentials'],
    [`https://receiver.example/${'x'.repeat(2_048)}`, 'too-long'],
  ])('is not %j', async (url, code) => {
    expect(await codeOf(everywhere, url)).toBe(code);
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0/',
    'https://0.0.0.0:8443/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/latest/meta-data/',
    'https://100.64.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::169.254.169.254]/',
    'https://[2002:7f00:1::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://①②⑦.⓪.⓪.①/',
  ])('is not at %s, however it is written', async (url) => {
    expect(await codeOf(everywhere, url)).toBe('address-refused');
  });

  it.each([
    [['127.0.0.1']],
    [[PUBLIC, '10.0.0.1']],
    [['2606:4700::1111', '::ffff:192.168.0.1']],
    [['fe80::1%eth0']],
    [['not an address']],
    [[]],
  ])('is not one whose name leads to %j', async (addresses) => {
    const check = new ReceiverCheck(nameServer(addresses).resolve, NOTHING_LISTED);
    expect(await codeOf(check, 'https://receiver.example/')).toBe('address-refused');
  });

  it('is refused as soon as its name leads inside, whatever it said before', async () => {
    const { resolve, asked } = nameServer([PUBLIC], ['127.0.0.1']);
    const check = new ReceiverCheck(resolve, NOTHING_LISTED);

    expect(await codeOf(check, 'https://receiver.example/')).toBe('ok');
    expect(await codeOf(check, 'https://receiver.example/')).toBe('address-refused');
    expect(asked).toEqual(['receiver.example', 'receiver.example']);
  });

  it('may be anywhere, also without TLS, where that is allowed', async () => {
    const check = new ReceiverCheck(nameServer(['10.0.0.1']).resolve, ALL_ALLOWED);
    expect(await codeOf(check, 'http://127.0.0.1:8080/')).toBe('ok');
    expect(await check.check('http://receiver.internal/')).toMatchObject({ ok: true, address: '10.0.0.1' });
    expect(await codeOf(check, 'http://user@receiver.internal/')).toBe('url-with-credentials');
    expect(await codeOf(check, 'ftp://receiver.internal/')).toBe('url-invalid');
  });

  const everythingListed = rules('0.0.0.0/0', '::/0', '169.254.169.254', 'receiver.example');

  it.each(METADATA_HOSTS)('is never at %s, allowed or listed', async (host) => {
    for (const allowed of [ALL_ALLOWED, everythingListed]) {
      const check = new ReceiverCheck(nameServer([]).resolve, allowed);
      expect(await codeOf(check, `https://${host}/`)).toBe('address-refused');
      expect(await codeOf(check, `http://${host}/`)).toBe('url-not-secure');
    }
  });

  it.each(METADATA_ADDRESSES)('is never one whose name leads to %s, allowed or listed', async (address) => {
    for (const allowed of [ALL_ALLOWED, everythingListed]) {
      const check = new ReceiverCheck(nameServer(['10.0.0.1', address]).resolve, allowed);
      expect(await codeOf(check, 'https://receiver.example/')).toBe('address-refused');
      expect(await codeOf(check, 'http://receiver.example/')).toBe('url-not-secure');
    }
  });
});

describe('a listed receiver', () => {
  const check = (list: string, ...answers: readonly (readonly string[])[]): ReceiverCheck =>
    new ReceiverCheck(nameServer(...answers).resolve, rules(...list.split(',')));

  it.each<[list: string, url: string, ...addresses: string[]]>([
    ['10.0.0.0/8', 'http://10.1.2.3:8080/hook'],
    ['10.0.0.0/8', 'https://10.1.2.3/hook'],
    ['10.1.2.3', 'http://10.1.2.3/'],
    ['10.1.2.3', 'http://0xa.66051/'],
    ['10.0.0.0/8', 'http://[::ffff:10.1.2.3]/'],
    ['::ffff:10.0.0.0/104', 'http://10.1.2.3/'],
    ['10.0.0.0/8', 'http://[64:ff9b::10.1.2.3]/'],
    ['fd12::/16', 'http://[fd12::1]/'],
    ['127.0.0.0/8', 'http://127.0.0.1/'],
    ['::1', 'http://[::1]/'],
    ['10.0.0.0/8,fd12::/16', 'http://receiver.example/', '10.0.0.1', 'fd12::1'],
    ['10.0.0.0/8', 'https://receiver.example/', '10.0.0.1', PUBLIC],
    ['203.0.113.0/24', 'http://receiver.example/', '203.0.113.7'],
    ['internal.example', 'http://internal.example/', '10.0.0.1'],
    ['internal.example', 'http://a.b.internal.example:8080/', '192.168.1.1', 'fd12::1', '100.64.0.1'],
    ['internal.example', 'http://a.internal.example./', '10.0.0.1'],
    ['internal.example', 'http://A.INTERNAL.example/', '10.0.0.1'],
    ['INTERNAL.example', 'http://a.internal.example/', '10.0.0.1'],
    ['.internal.example', 'http://a.internal.example/', '10.0.0.1'],
    ['bücher.example', 'http://a.xn--bcher-kva.example/', '10.0.0.1'],
    ['bücher.example', 'http://BÜCHER。example/', '10.0.0.1'],
    ['internal.example', 'http://a.internal.example/', PUBLIC],
  ])('of %s is %s', async (list, url, ...addresses) => {
    expect(await codeOf(check(list, addresses), url)).toBe('ok');
  });

  it.each<[list: string, url: string, ...addresses: string[]]>([
    ['10.0.0.0/8', 'https://11.0.0.1.internal.example/', '192.168.0.1'],
    ['10.0.0.0/8', 'https://receiver.example/', '10.0.0.1', '192.168.0.1'],
    ['10.0.0.0/8', 'https://receiver.example/', '10.0.0.1', '127.0.0.1'],
    ['10.0.0.0/8', 'https://[fd12::1]/'],
    ['internal.example', 'https://evilinternal.example/', '10.0.0.1'],
    ['.internal.example', 'https://evilinternal.example/', '10.0.0.1'],
    ['.internal.example', 'https://internal.example/', '10.0.0.1'],
    ['internal.example', 'https://internal.example.evil.com/', '10.0.0.1'],
    ['internal.example', 'https://internal.example。evil.com/', '10.0.0.1'],
    ['internal.example', 'https://example/', '10.0.0.1'],
    ['internal.example', 'https://10.0.0.1/internal.example', '10.0.0.1'],
    ['internal.example', 'https://a.internal.example/', '127.0.0.1'],
    ['internal.example', 'https://a.internal.example/', '10.0.0.1', '::1'],
    ['internal.example', 'https://a.internal.example/', '0.0.0.0'],
    ['internal.example', 'https://a.internal.example/', '224.0.0.1'],
    ['internal.example', 'https://a.internal.example/'],
    ['internal.example', 'https://a.internal.example../', '10.0.0.1'],
  ])('of %s is not %s', async (list, url, ...addresses) => {
    expect(await codeOf(check(list, addresses), url)).toBe('address-refused');
  });

  it.each<[list: string, url: string, ...addresses: string[]]>([
    ['10.0.0.0/8', 'http://receiver.example/', PUBLIC],
    ['10.0.0.0/8', 'http://receiver.example/', '10.0.0.1', PUBLIC],
    ['10.0.0.0/8', 'http://receiver.example/', '192.168.0.1'],
    ['10.0.0.0/8', 'http://receiver.example/'],
    ['internal.example', 'http://internal.example.evil.com/', PUBLIC],
  ])('of %s without TLS is not %s', async (list, url, ...addresses) => {
    expect(await codeOf(check(list, addresses), url)).toBe('url-not-secure');
  });

  it.each([
    ['https://internal.example@10.0.0.1/', 'url-with-credentials'],
    ['http://user@a.internal.example/', 'url-with-credentials'],
    ['ftp://a.internal.example/', 'url-invalid'],
  ])('of internal.example is not %s', async (url, code) => {
    expect(await codeOf(check('internal.example', ['10.0.0.1']), url)).toBe(code);
  });

  it('is refused as soon as its name leads elsewhere', async () => {
    const changing = check('10.0.0.0/8', ['10.0.0.1'], ['192.168.0.1'], ['10.0.0.2']);
    const url = 'http://receiver.example/';
    expect(await changing.check(url)).toMatchObject({ ok: true, address: '10.0.0.1' });
    expect(await codeOf(changing, url)).toBe('url-not-secure');
    expect(await changing.check(url)).toMatchObject({ ok: true, address: '10.0.0.2' });
  });
});
