import { type CertificateState, certificateStateOf } from '../tables/certificate-state.js';
import { decodeValue, sanitiseText } from '../wire/reply-text.js';

/** One parameter of a push as it came. */
export type PushedField = readonly [name: string, value: string];

/** What Sectigo pushes about an order ("Certificate Issuance Push"): its facts, as far as they can be read. */
export interface PushNotification {
  /** Null if there is no possible order number; such a push cannot be used. */
  readonly orderNumber: string | null;
  readonly certificateId: string | null;
  readonly eventType: string | null;
  /** Null when it says nothing of the certificate's state, as other event types do. */
  readonly state: CertificateState | null;
  /** Sectigo's words: one line, no control characters. */
  readonly description: string | null;
  /** Every text delivered for it, in any form. */
  readonly certificates: readonly string[];
  readonly caCertificates: readonly string[];
}

const STATE_OF_CODE: ReadonlyMap<string, CertificateState> = new Map([
  ['3', 'failed'],
  ['5', 'failed'],
  ['6', 'issued'],
  ['7', 'rejected'],
  ['8', 'revoked'],
  ['9', 'issued'],
  ['12', 'awaiting-brand-validation'],
  ['14', 'replaced'],
]);

/** Sectigo sends a dozen. Each costs time that every other request waits for. */
export const MOST_FIELDS = 500;

/** The parameters of a query or a form, in order; null for too many. Bytes that are not UTF-8 are read as Latin-1. */
export function pushedFields(encoded: string): PushedField[] | null {
  if (occursMoreThan(MOST_FIELDS, '&', encoded)) return null;
  return encoded
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decodeValue(name), decodeValue(value.join('='))] as const;
    });
}

/** Looks no further than it must. */
export function occursMoreThan(times: number, mark: string, text: string): boolean {
  let at = -1;
  for (let found = 0; found <= times; found += 1) {
    at = text.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Names are compared without case; of a name that comes twice the first counts, but for certificates. */
export function readPushNotification(fields: readonly PushedField[]): PushNotification {
  const given = fields
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => [name.toLowerCase(), value] as const);
  const values = new Map([...given].reverse());
  const all = (wanted: string): string[] =>
    given.flatMap(([name, value]) => (name === wanted ? [value] : []));
  return {
    orderNumber: digits(values.get('ordernumber')),
    certificateId: digits(values.get('certificateid')),
    eventType: sanitiseText(values.get('eventtype') ?? null),
    state: stateOf(values.get('statuscode'), values.get('status')),
    description: sanitiseText(values.get('statusdesc') ?? values.get('status') ?? null),
    certificates: all('certificate'),
    caCertificates: all('cacertificate'),
  };
}

/** From the code; from the text only without a code. */
function stateOf(code: string | undefined, words: string | undefined): CertificateState | null {
  if (code !== undefined) return STATE_OF_CODE.get(code.trim()) ?? 'unrecognised';
  return words === undefined ? null : (certificateStateOf(words) ?? 'unrecognised');
}

function digits(value: string | undefined): string | null {
  return /^\s*(\d{1,20})\s*$/.exec(value ?? '')?.[1] ?? null;
}
