import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { selfSigned, type TlsIdentity } from '../../test/factories/tls-identity.js';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import { type ProxyServer, startProxy } from '../../test/fixtures/replies/proxy-server.js';
import { httpReply, type ReplyServer, startReplyServer } from '../../test/fixtures/replies/reply-server.js';

let sectigo: TlsIdentity;
let server: ReplyServer;
let proxy: ProxyServer;

beforeAll(async () => {
  sectigo = await selfSigned('Sectigo', '127.0.0.1');
});

const start = (identity?: TlsIdentity): Promise<ReplyServer> =>
  startReplyServer(
    (socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')),
    identity && { cert: identity.certificatePem, key: identity.keyPem },
  );

afterEach(async () => {
  await proxy.close();
  await server.close();
});

describe('without a proxy of its own', () => {
  const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY', 'NO_PROXY'];
  let before: NodeJS.ProcessEnv;
  beforeEach(async () => {
    before = { ...process.env };
    proxy = await startProxy();
    for (const name of VARIABLES.flatMap((each) => [each, each.toLowerCase()])) {
      process.env[name] = /no_proxy/i.test(name) ? '' : proxy.url;
    }
    process.env['NODE_USE_ENV_PROXY'] = '1';
  });
  afterEach(() => {
    process.env = before;
  });

  it.each(['http', 'https'] as const)('%s heeds none of the environment', async (scheme) => {
    server = await start(scheme === 'https' ? sectigo : undefined);
    const outcome = await orderAt({ baseUrl: baseUrlOf(server, scheme), caPem: sectigo.certificatePem });
    expect(outcome).toMatchObject({ kind: 'placed' });
    expect(proxy.connections()).toBe(0);
  });

  it('nor does the environment say for whom the one that is set is not used', async () => {
    server = await start();
    process.env['NO_PROXY'] = process.env['no_proxy'] = '*';
    const outcome = await orderAt({ baseUrl: baseUrlOf(server), proxy: { url: proxy.url } });
    expect(outcome).toMatchObject({ kind: 'placed' });
    expect(proxy.connections()).toBe(1);
  });
});
