import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type Socket } from 'node:net';
import axios from 'axios';

export interface HttpReply {
  readonly kind: 'replied';
  readonly httpStatus: number;
  readonly retryAfter: string | null;
  /** Whether a length or chunks prove the body to be whole. */
  readonly framed: boolean;
  /** Whether it is compressed, although no compression was asked for. */
  readonly encoded: boolean;
  readonly body: Uint8Array;
}

export interface BrokenExchange {
  readonly kind: 'broken';
  readonly reason: 'reset' | 'truncated' | 'reply-too-large';
  /** Null when no reply began. */
  readonly httpStatus: number | null;
  readonly retryAfter: string | null;
}

export interface PostLimits {
  readonly signal: AbortSignal;
  /** A larger reply is not read. */
  readonly mostReplyBytes: number;
}

/**
 * Posts a form, once, on the connection given, and closes it. Never throws: an axios error carries the form, and with
 * it the password, so not even its cause may leave this file.
 */
export async function postForm(
  url: URL,
  form: string,
  socket: Socket,
  { signal, mostReplyBytes }: PostLimits,
): Promise<HttpReply | BrokenExchange> {
  let head: { httpStatus: number; retryAfter: string | null } = NO_HEAD;
  try {
    const { data, status } = await axios.request<IncomingMessage>({
      url: url.href,
      method: 'POST',
      data: Buffer.from(form, 'utf8'),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        'User-Agent': 'sectigo-gateway',
      },
      adapter: 'http',
      httpAgent: agentFor(HttpAgent, socket),
      httpsAgent: agentFor(HttpsAgent, socket),
      proxy: false,
      maxRedirects: 0,
      decompress: false,
      responseType: 'stream',
      validateStatus: () => true,
      signal,
    });
    head = { httpStatus: status, retryAfter: data.headers['retry-after'] ?? null };
    const body = await readBody(data, mostReplyBytes);
    if (body === null) return { kind: 'broken', reason: 'reply-too-large', ...head };
    return { kind: 'replied', ...head, framed: isFramed(data), encoded: isEncoded(data), body };
  } catch {
    return head === NO_HEAD
      ? { kind: 'broken', reason: 'reset', httpStatus: null, retryAfter: null }
      : { kind: 'broken', reason: 'truncated', ...head };
  } finally {
    socket.destroy();
  }
}

const NO_HEAD = { httpStatus: 0, retryAfter: null };

/** An agent that has this one connection to give, and gives it up afterwards. */
function agentFor<A extends HttpAgent>(Agent: new (options: { keepAlive: boolean }) => A, socket: Socket): A {
  const agent = new Agent({ keepAlive: false });
  agent.createConnection = () => socket;
  return agent;
}

/** The whole body, or null when it is larger than any reply can be. */
async function readBody(stream: IncomingMessage, mostBytes: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isFramed({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function isEncoded({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  return encoding !== '' && encoding !== 'identity';
}
