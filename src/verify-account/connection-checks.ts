import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type SectigoAccount } from '../config/config.js';
import { type ConnectionFacts } from '../sectigo/index.js';
import { type Check, failure, ok, warning } from './check.js';
import { type VerifiableAccount } from './guarded-account.js';

const DAY_MS = 86_400_000;
/** A certificate that ends sooner is somebody's task now. */
const SOON_DAYS = 30;
/** Sectigo's report is asked for by times: minutes matter little, hours do. */
const MOST_SKEW_MS = 60_000;

type Settings = Pick<SectigoAccount, 'url' | 'clientCertificate' | 'proxy'>;

/** What can be known of the way to Sectigo without a word about the account. */
export async function checkConnection(
  account: Pick<VerifiableAccount, 'inspectConnection'>,
  settings: Settings,
  now: () => Date,
): Promise<Check[]> {
  const { proxy, clientCertificate } = settings;
  const before = [
    proxy === undefined
      ? await checkName(new URL(settings.url).hostname)
      : ok('proxy', `Every connection goes through ${proxy.url}.`),
    ...(clientCertificate === undefined ? [] : [checkClientCertificate(clientCertificate.cert, now())]),
  ];
  const connection = await account.inspectConnection();
  switch (connection.kind) {
    case 'unusable':
      return [...before, failure('credentials', connection.why)];
    case 'failed':
      return [...before, failure('connection', connection.detail)];
    case 'connected':
      return [...before, ...checksOf(connection, now())];
  }
}

async function checkName(hostname: string): Promise<Check> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return ok('dns', `SECTIGO_URL has the address ${host}, not a name.`);
  try {
    const addresses = await lookup(host, { all: true });
    return ok('dns', `${host} has the address ${addresses.map(({ address }) => address).join(', ')}.`);
  } catch {
    return failure('dns', `${host} cannot be resolved.`);
  }
}

function checksOf({ address, localAddress, tls, serverTime }: ConnectionFacts, now: Date): Check[] {
  return [
    ok('connection', `Connected to ${address}.`),
    tls === null
      ? ok('tls', 'The connection is plain HTTP, and does not leave this machine.')
      : checkExpiry(
          'tls',
          `${tls.protocol}; ${tls.subject}, issued by ${tls.issuers.join(', by ')}`,
          tls.validTo,
          now,
        ),
    ok(
      'outgoing-address',
      `Connections leave from ${localAddress}. Behind NAT Sectigo sees another address, and must allow that one.`,
    ),
    checkClock(serverTime, now),
  ];
}

function checkClock(serverTime: Date | null, now: Date): Check {
  if (serverTime === null) return ok('clock', 'Sectigo does not state its time.');
  const skewMs = now.getTime() - serverTime.getTime();
  const detail = `The clock of this machine is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs < 0 ? 'behind' : 'ahead of'} Sectigo's.`;
  return Math.abs(skewMs) > MOST_SKEW_MS ? warning('clock', detail) : ok('clock', detail);
}

function checkClientCertificate(pem: string, now: Date): Check {
  try {
    const { subject, validTo } = new X509Certificate(pem);
    return checkExpiry('client-certificate', subject.replaceAll('\n', ', '), new Date(validTo), now);
  } catch {
    return failure('client-certificate', 'The client certificate cannot be read.');
  }
}

function checkExpiry(name: string, what: string, end: Date, now: Date): Check {
  const days = Math.floor((end.getTime() - now.getTime()) / DAY_MS);
  const detail = `${what}, valid until ${end.toISOString().slice(0, 10)}.`;
  if (days < 0) return failure(name, detail);
  return days < SOON_DAYS ? warning(name, detail) : ok(name, detail);
}
