import { type CertificateDress, dressCertificates } from './certificate-dress.js';
import { type PushWords } from './certificate-words.js';
import { type IssuedCertificate } from './certificates.js';
import { dressed, type Pair, writePairs } from './field-dress.js';
import { type Personality, type PushBody } from './personality.js';

/** Where pushes go, as a partner arranges it with Sectigo. */
export interface PushSettings {
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  /** Whether certificates come along; then it is a POST. */
  readonly withCertificate: boolean;
  /** In all. */
  readonly tries: number;
  readonly pauseMs: number;
}

/** One notification, whether or not there is such an order. */
export interface Push extends PushWords {
  readonly orderNumber: string;
  readonly certificateId: string;
  readonly eventType: string;
  readonly certificate: Pick<IssuedCertificate, 'pem' | 'chainPem'> | null;
}

export interface PushTry {
  /** ISO 8601. */
  readonly at: string;
  /** Null: there was no answer. */
  readonly httpStatus: number | null;
  /** The answer, shortened; or why there was none. */
  readonly said: string;
}

const ANSWER_TIMEOUT_MS = 10_000;
const SAID_LENGTH = 200;

/** One try, like Sectigo's: only HTTP 200 with `OK` ends them. */
export async function tryPush(
  push: Push,
  settings: PushSettings,
  dress: Personality['push'],
  ending: AbortSignal,
): Promise<PushTry> {
  const at = new Date().toISOString();
  const { url, ...request } = requestOf(push, settings, dress);
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.any([ending, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    return { at, httpStatus: response.status, said: (await response.text()).slice(0, SAID_LENGTH) };
  } catch (error) {
    return { at, httpStatus: null, said: reasonOf(error) };
  }
}

export function isTaken({ httpStatus, said }: PushTry): boolean {
  return httpStatus === 200 && said.trim() === 'OK';
}

/** `fetch` hides what happened behind "fetch failed". */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? name;
}

interface PushRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

function requestOf(
  push: Push,
  { url, user, password, withCertificate }: PushSettings,
  dress: Personality['push'],
): PushRequest {
  const basic = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
  const headers = user === null && password === null ? {} : { authorization: `Basic ${basic}` };
  const words: Pair[] = [
    ['orderNumber', push.orderNumber],
    ['certificateID', push.certificateId],
    ['eventType', push.eventType],
    ['status', push.status],
    ['statusCode', String(push.statusCode)],
    ['statusDesc', push.statusDesc],
  ];
  if (!withCertificate) {
    const target = new URL(url);
    dressed(words, dress.fields).forEach(([name, value]) => target.searchParams.append(name, value));
    return { url: target.href, method: 'GET', headers };
  }
  const texts = push.certificate === null ? [] : textsOf(push.certificate, dress.certificates);
  const { type, body } = bodyOf(dressed([...words, ...texts], dress.fields), dress.body);
  return { url, method: 'POST', headers: { ...headers, ...type }, body };
}

function textsOf(delivered: NonNullable<Push['certificate']>, dress: CertificateDress): Pair[] {
  const { certificate, caCertificate } = dressCertificates(delivered, dress);
  return [
    ['certificate', certificate],
    ...(caCertificate === null ? [] : [['caCertificate', caCertificate] as const]),
  ];
}

interface WrittenBody {
  readonly type: Readonly<Record<string, string>>;
  readonly body: string | FormData;
}

function bodyOf(pairs: readonly Pair[], body: PushBody): WrittenBody {
  switch (body) {
    case 'form':
      return { type: { 'content-type': 'application/x-www-form-urlencoded' }, body: writePairs(pairs) };
    case 'json':
      return {
        type: { 'content-type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(pairs)),
      };
    case 'multipart': {
      const form = new FormData();
      pairs.forEach(([name, value]) => form.append(name, value));
      // fetch sets the type with its boundary
      return { type: {}, body: form };
    }
  }
}
