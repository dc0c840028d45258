import { pushWordsOf } from './certificate-words.js';
import { type CertificateStatus } from './certificates.js';
import {
  complaint,
  ControlInputError,
  readBoolean,
  readInteger,
  readObject,
  readOneOf,
  readString,
  refuseUnknownMembers,
} from './control-input.js';
import { type Push, type PushSettings } from './push.js';
import { type LoggedPush, type PushFault } from './pushes.js';
import { type Simulation } from './simulation.js';

const DEFAULT_TRIES = 3;
const DEFAULT_PAUSE_MS = 1000;
const DAY_MS = 86_400_000;
const readMs = readInteger(0, DAY_MS);

type Optional = <T>(
  value: unknown,
  name: string,
  read: (value: unknown, name: string) => T,
  otherwise: T,
) => T;
const optional: Optional = (value, name, read, otherwise) =>
  value === undefined || value === null ? otherwise : read(value, name);

/** `PUT /control/push`; `{"url":null}` ends it. */
export function readPushSettings(value: unknown): PushSettings | null {
  const input = readObject(value, 'push');
  refuseUnknownMembers(input, ['url', 'user', 'password', 'withCertificate', 'tries', 'pauseMs']);
  if (input.url === null) return null;
  return {
    url: readUrl(input.url),
    user: optional<string | null>(input.user, 'user', readString, null),
    password: optional<string | null>(input.password, 'password', readString, null),
    withCertificate: optional(input.withCertificate, 'withCertificate', readBoolean, false),
    tries: optional(input.tries, 'tries', readInteger(1, 100), DEFAULT_TRIES),
    pauseMs: optional(input.pauseMs, 'pauseMs', readMs, DEFAULT_PAUSE_MS),
  };
}

function readUrl(value: unknown): string {
  const url = readString(value, 'url');
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) throw complaint('url', 'a URL');
  if (new URL(url).username !== '') throw new ControlInputError("the user of 'url' goes into 'user'");
  return url;
}

/** The settings as the control API shows them, without the password. */
export function pushSettingsView(settings: PushSettings | null): object {
  if (settings === null) return { url: null };
  const { url, user, withCertificate, tries, pauseMs } = settings;
  return { url, user, withCertificate, tries, pauseMs };
}

export function readPushFaults(value: unknown): readonly PushFault[] {
  return (Array.isArray(value) ? value : [value]).map((entry): PushFault => {
    const input = readObject(entry, 'fault');
    const kind = readOneOf('lose', 'twice', 'swap', 'delay')(input.kind, 'kind');
    refuseUnknownMembers(input, kind === 'delay' ? ['kind', 'ms'] : ['kind']);
    return kind === 'delay' ? { kind, ms: readMs(input.ms, 'ms') } : { kind };
  });
}

/** `POST /control/pushes`: by hand, for any order number; members default to those of the order, if there is one. */
export function pushByHand(simulation: Simulation, value: unknown): LoggedPush {
  const input = readObject(value, 'push');
  refuseUnknownMembers(input, [
    'orderNumber',
    'certificateId',
    'eventType',
    'status',
    'statusCode',
    'statusDesc',
    'certificate',
    'caCertificate',
  ]);
  const orderNumber = readString(input.orderNumber, 'orderNumber');
  const known = pushOf(simulation, Number(orderNumber), simulation.certificates.stateOf(Number(orderNumber)));
  const text = (name: 'certificateId' | 'eventType' | 'status' | 'statusDesc', otherwise: string): string =>
    optional(input[name], name, readString, known?.[name] ?? otherwise);
  const pem = optional(input.certificate, 'certificate', readString, known?.certificate?.pem ?? '');
  const chainPem = optional(
    input.caCertificate,
    'caCertificate',
    readString,
    known?.certificate?.chainPem ?? '',
  );
  const sent = simulation.pushes.send({
    orderNumber,
    certificateId: text('certificateId', ''),
    eventType: text('eventType', 'Certificate'),
    status: text('status', 'issued'),
    statusCode: optional(input.statusCode, 'statusCode', readInteger(0, 999), known?.statusCode ?? 6),
    statusDesc: text('statusDesc', 'Valid'),
    certificate: pem === '' ? null : { pem, chainPem },
  });
  if (sent === null) throw new ControlInputError('there is no URL to push to: PUT /control/push');
  return sent;
}

/** Pushes every change that Sectigo would push. */
export function pushChanges(simulation: Simulation): void {
  simulation.certificates.onChange((orderNumber, status) => {
    const push = pushOf(simulation, orderNumber, status);
    if (push !== null) simulation.pushes.send(push);
  });
}

function pushOf({ ledger }: Simulation, orderNumber: number, status: CertificateStatus): Push | null {
  const words = pushWordsOf(status);
  const purchase = ledger.purchases.find((sold) => sold.orderNumber === orderNumber);
  if (words === null || purchase === undefined) return null;
  return {
    orderNumber: String(orderNumber),
    certificateId: purchase.certificateId,
    eventType: 'Certificate',
    ...words,
    // only the news that there is one comes with it
    certificate: status.state === 'issued' ? status.certificate : null,
  };
}
