import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import axios from 'axios';
import {
  httpReply,
  type ReplyServer,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';
import { postForm } from './post-form.client.js';

let server: ReplyServer;
let before: NodeJS.ProcessEnv;

beforeEach(async () => {
  before = { ...process.env };
  server = await startReplyServer((socket) => socket.end(httpReply(200, '0\n7', { 'Retry-After': '5' })));
});

afterEach(async () => {
  process.env = before;
  await server.close();
});

async function post(): ReturnType<typeof postForm> {
  const url = new URL(`http://127.0.0.1:${server.port}/!AutoApplyOrder`);
  const socket = connect(server.port, '127.0.0.1');
  const result = await postForm(url, 'a=b', socket, {
    signal: new AbortController().signal,
    mostReplyBytes: 64,
  });
  expect(socket.destroyed).toBe(true);
  return result;
}

it('hands on the reply as bytes and closes the connection', async () => {
  expect(await post()).toEqual({
    kind: 'replied',
    httpStatus: 200,
    retryAfter: '5',
    framed: true,
    encoded: false,
    body: Buffer.from('0\n7'),
  });
});

it('goes by no proxy, whatever the environment says', async () => {
  Object.assign(process.env, {
    HTTP_PROXY: 'http://127.0.0.1:9',
    http_proxy: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    NODE_USE_ENV_PROXY: '1',
    NO_PROXY: '',
    no_proxy: '',
  });
  expect(await post()).toMatchObject({ kind: 'replied', httpStatus: 200 });
  expect(server.requests[0]?.requestLine).toBe('POST /!AutoApplyOrder HTTP/1.1');
});

it('lets nothing of an axios error out, not even one from an interceptor', async () => {
  const interceptor = axios.interceptors.request.use(() => {
    throw Object.assign(new Error('a=b'), { config: 'a=b' });
  });
  const result = await post();
  axios.interceptors.request.eject(interceptor);
  expect(result).toEqual({ kind: 'broken', reason: 'reset', httpStatus: null, retryAfter: null });
});
