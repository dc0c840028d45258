import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { withGateway } from '../support/gateway.js';
import { RawConnection, request } from '../support/raw-connection.js';

/** What a proxy in front might let through as a part of the request before it. */
const SMUGGLED = 'GET /health/live HTTP/1.1\r\nHost: gateway\r\n\r\n';
const POST = 'POST /v1/orders HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n';

describe('a request that a proxy may read differently', () => {
  const gateway = withGateway({ role: 'api' });

  /** The statuses of all answers, once the other side has closed the connection. */
  async function statusesOf(bytes: string): Promise<string[]> {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status = '']) => status);
  }

  it.each([
    ['a length and chunks', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks and a length', `${POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n`],
    ['a length that is a list', `${POST}Content-Length: 0, 0\r\n\r\n`],
    ['a length with a sign', `${POST}Content-Length: +0\r\n\r\n`],
    ['an unknown coding', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['chunks that are not the last coding', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ['a blank before the colon', `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a header on two lines', `${POST}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['bare line feeds', `${POST}Content-Length: 0\nX-A: b\r\n\r\n`],
  ])('is refused with its connection: %s', async (_, bytes) => {
    expect(await statusesOf(bytes + SMUGGLED)).toEqual(['400']);
  });

  it('ends with its connection where its body breaks off after the answer', async () => {
    const chunkWithoutEnd = `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n`;
    expect(await statusesOf(chunkWithoutEnd + SMUGGLED)).toEqual(['401']);
  });

  it('of HTTP/1.0 needs no host, and whoever waits to be told to go on is told', async () => {
    const old = new RawConnection(gateway.url).send('GET /health/live HTTP/1.0\r\n\r\n');
    expect(await old.answers(1)).toEqual([200]);
    const [body, expected] = ['{}', { expect: '100-Continue', 'content-type': 'application/json' }];
    const patient = new RawConnection(gateway.url).send(
      request('POST', '/dashboard/session', expected, body),
    );
    expect(await patient.answers(2)).toEqual([100, 422]);
    [old, patient].forEach((connection) => connection.close());
  });
});
