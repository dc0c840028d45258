import { randomUUID } from 'node:crypto';
import { checkContract } from './contract-proxy.js';

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
  readonly text: string;
}

/** The part of a client's key that nobody else may know. It may itself contain underscores. */
export function secretOf(key: string): string {
  const secret = /^sgk_[^_]+_(.{20,})$/.exec(key)?.[1];
  if (secret === undefined) throw new Error("not a client's key");
  return secret;
}

/** A caller of the gateway: bare fetch, so that tests see what callers see. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly key: string | null,
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<ApiResponse> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiResponse> {
    return this.send('POST', path, body, headers);
  }

  /** Places an order under the key given, or a new one. */
  order(body: unknown, headers: Record<string, string> = {}): Promise<ApiResponse> {
    return this.post('/v1/orders', body, { 'idempotency-key': randomUUID(), ...headers });
  }

  /** A string or bytes go out as they are, anything else as JSON. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiResponse> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const url = `${this.url}${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    checkContract(method, url, response);
    // HEAD tells the type of what it does not send
    const json = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text, text };
  }
}
