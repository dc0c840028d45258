import { type Problem } from './types';

/** What the server refused, or `status` 0 when it could not be reached. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(
      problem?.detail ??
        (status === 0 ? 'The gateway cannot be reached.' : `The gateway answered ${status}.`),
    );
  }
}

/** Held in memory only: a new page asks the session for it. */
let csrfToken = '';
let onSignedOut: () => void = () => undefined;

export function sendCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when an answer says that the session has ended. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export function get<T>(path: string): Promise<T> {
  return call<T>('GET', path);
}

export async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await send(method, path, 'application/json', body);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A POST that may be sent again under the same key without happening twice. */
export async function callOnce<T>(path: string, idempotencyKey: string, body: object): Promise<T> {
  return (await (await send('POST', path, 'application/json', body, idempotencyKey)).json()) as T;
}

export async function getFile(path: string, accept: string): Promise<Blob> {
  return (await send('GET', path, accept)).blob();
}

async function send(
  method: string,
  path: string,
  accept: string,
  body?: object,
  idempotencyKey?: string,
): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: {
      accept,
      ...(method !== 'GET' && { 'x-csrf-token': csrfToken }),
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RequestError(0);
  });
  if (response.ok) return response;
  if (response.status === 401 && path.startsWith('/v1/')) onSignedOut();
  throw new RequestError(response.status, await problemIn(response));
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  return isProblem ? ((await response.json()) as Problem) : undefined;
}

/** `path` with those values that are given; a list's values are repeated. */
export function withQuery(
  path: string,
  values: Record<string, string | readonly string[] | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value ?? []].flat()) if (one !== '') query.append(name, one);
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
