import { describe, expect, it } from '@jest/globals';
import { ReceiverCheck } from './receiver-check.js';

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
const codeOf = async (check: ReceiverCheck, url: string): Promise<string> => {
  const checked = await check.check(url);
  return checked.ok ? 'ok' : checked.refusal.code;
};

describe('a receiver', () => {
  const everywhere = new ReceiverCheck(nameServer([PUBLIC]).resolve, false);

  it('is taken with the address that was checked', async () => {
    const check = new ReceiverCheck(nameServer(['93.184.216.34', '2606:2800:220:1::1']).resolve, false);
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
    const check = new ReceiverCheck(nameServer(addresses).resolve, false);
    expect(await codeOf(check, 'https://receiver.example/')).toBe('address-refused');
  });

  it('is refused as soon as its name leads inside, whatever it said before', async () => {
    const { resolve, asked } = nameServer([PUBLIC], ['127.0.0.1']);
    const check = new ReceiverCheck(resolve, false);

    expect(await codeOf(check, 'https://receiver.example/')).toBe('ok');
    expect(await codeOf(check, 'https://receiver.example/')).toBe('address-refused');
    expect(asked).toEqual(['receiver.example', 'receiver.example']);
  });

  it('may be anywhere, also without TLS, where that is allowed', async () => {
    const check = new ReceiverCheck(nameServer(['10.0.0.1']).resolve, true);
    expect(await codeOf(check, 'http://127.0.0.1:8080/')).toBe('ok');
    expect(await check.check('http://receiver.internal/')).toMatchObject({ ok: true, address: '10.0.0.1' });
    expect(await codeOf(check, 'http://user@receiver.internal/')).toBe('url-with-credentials');
    expect(await codeOf(check, 'ftp://receiver.internal/')).toBe('url-invalid');
  });
});
