import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import axios from 'axios';

export type ReceiverReply =
  | { readonly kind: 'replied'; readonly status: number; readonly text: string }
  /** `reason`: 'timeout', 'interrupted', or the name of the connection's error. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface ReceiverRequest {
  readonly url: URL;
  /** The address that was checked: the connection goes there, whatever the name says by now. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const MOST_REPLY_BYTES = 4 * 1024;
const MOST_KEPT_CHARACTERS = 500;

/** Posts once, on a fresh connection, and follows no redirect: it could lead anywhere. Never throws. */
export async function postToReceiver(
  { url, address, headers, body }: ReceiverRequest,
  timeoutMs: number,
  interrupted: AbortSignal,
): Promise<ReceiverReply> {
  const late = AbortSignal.timeout(timeoutMs);
  const options = { keepAlive: false, lookup: pinnedTo(address) };
  try {
    const { data, status } = await axios.request<IncomingMessage>({
      url: url.href,
      method: 'POST',
      data: Buffer.from(body, 'utf8'),
      headers: { ...headers, 'Accept-Encoding': 'identity', 'User-Agent': 'sectigo-gateway-webhooks' },
      adapter: 'http',
      httpAgent: new HttpAgent(options),
      httpsAgent: new HttpsAgent(options),
      proxy: false,
      maxRedirects: 0,
      decompress: false,
      responseType: 'stream',
      validateStatus: () => true,
      signal: AbortSignal.any([late, interrupted]),
    });
    return { kind: 'replied', status, text: await readStart(data) };
  } catch (error) {
    if (interrupted.aborted) return { kind: 'failed', reason: 'interrupted' };
    return { kind: 'failed', reason: late.aborted ? 'timeout' : errorName(error) };
  }
}

/** Answers each question for a name with the one address. */
function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** The start of the reply, for people; whatever becomes of the rest, the status has been given. */
async function readStart(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MOST_REPLY_BYTES) break;
    }
  } catch {
    // cut off: what came is enough
  }
  stream.destroy();
  const text = Buffer.concat(chunks).subarray(0, MOST_REPLY_BYTES).toString('utf8');
  const printable = text.replace(/\p{Cc}+/gu, ' ').trim();
  return [...printable].slice(0, MOST_KEPT_CHARACTERS).join('');
}

/** Such as ECONNREFUSED or CERT_HAS_EXPIRED; an error's text may hold anything. */
function errorName(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'connection-failed';
}
