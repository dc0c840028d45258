import { words } from '../parts/format';

export interface EventWords {
  readonly title: string;
  /** Names and values; `time` says that the value is one. */
  readonly details: readonly { readonly name: string; readonly value: string; readonly time?: true }[];
}

type Data = Readonly<Record<string, unknown>>;

/** What happened to an order or its certificate, as people say it. */
export function toEventWords(type: string, data: Data): EventWords {
  return type.startsWith('certificate.') ? ofCertificate(type, data) : ofOrder(type, data);
}

function ofOrder(type: string, { status: _, ...said }: Data): EventWords {
  const details = Object.entries(said).map(([name, value]) => ({ name: words(name), value: shown(value) }));
  return { title: words(type.replace('order.', '')), details };
}

function ofCertificate(type: string, data: Data): EventWords {
  const { certificateStatus, statusDescription, expiresAt, mismatches } = data;
  const list = Array.isArray(mismatches) ? mismatches.map(String) : [];
  return {
    title: certificateTitle(type, data),
    details: [
      ...(typeof statusDescription === 'string' ? [{ name: 'Sectigo says', value: statusDescription }] : []),
      ...(typeof expiresAt === 'string' && certificateStatus === 'issued'
        ? [{ name: 'Expires', value: expiresAt, time: true as const }]
        : []),
      ...(list.length > 0 ? [{ name: 'Not as ordered', value: list.join(', ') }] : []),
    ],
  };
}

function certificateTitle(type: string, { certificateStatus, daysLeft }: Data): string {
  switch (type) {
    case 'certificate.expiring':
      return `Certificate expires in ${daysLeft === 1 ? '1 day' : `${String(daysLeft)} days`}`;
    case 'certificate.updated':
      return `Certificate updated: ${words(String(certificateStatus)).toLowerCase()}`;
    default:
      return words(type);
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
