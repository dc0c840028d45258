import { join } from 'node:path';
import { AppendOnlyFile } from './append-only-file.js';

export const CERTIFICATE_STATES = [
  'pending',
  'awaiting-brand-validation',
  'issued',
  'rejected',
  'revoked',
  'replaced',
  'failed',
] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

export interface IssuedCertificate {
  readonly pem: string;
  /** The certificates above it, the nearest first. */
  readonly chainPem: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** The state of one order's certificate. */
export interface CertificateStatus {
  readonly state: CertificateState;
  /** Appended to the usual text of the state, such as the reason of a rejection; may be empty. */
  readonly reason: string;
  /** ISO 8601; null while nothing has happened since the order. */
  readonly changedAt: string | null;
  /** The certificate issued last, kept after a revocation; null if none was issued. */
  readonly certificate: IssuedCertificate | null;
}

export interface CertificateChange {
  readonly state: CertificateState;
  readonly reason?: string;
  readonly certificate?: IssuedCertificate;
}

type ChangeListener = (orderNumber: number, status: CertificateStatus) => void;

const FILE_NAME = 'certificates.jsonl';
const NOTHING_YET: CertificateStatus = { state: 'pending', reason: '', changedAt: null, certificate: null };

/** The state of every order's certificate, kept beside the ledger: one change a line, the last one holds. */
export class Certificates {
  private readonly listeners: ChangeListener[] = [];

  private constructor(
    private readonly file: AppendOnlyFile | null,
    private readonly statuses: Map<number, CertificateStatus>,
  ) {}

  static async open(dataDir?: string): Promise<Certificates> {
    if (dataDir === undefined) return new Certificates(null, new Map());
    const { file, lines } = await AppendOnlyFile.open(join(dataDir, FILE_NAME));
    try {
      return new Certificates(file, new Map(lines.map(readLine)));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Of any number: whether there is such an order is the ledger's to say. */
  stateOf(orderNumber: number): CertificateStatus {
    return this.statuses.get(orderNumber) ?? NOTHING_YET;
  }

  /** Resolves when the change would survive a power cut; listeners are called then. */
  async change(
    orderNumber: number,
    {
      state,
      reason = '',
      certificate = this.stateOf(orderNumber).certificate ?? undefined,
    }: CertificateChange,
  ): Promise<CertificateStatus> {
    const status: CertificateStatus = {
      state,
      reason,
      changedAt: new Date().toISOString(),
      certificate: certificate ?? null,
    };
    await this.file?.append(JSON.stringify([orderNumber, status]));
    this.statuses.set(orderNumber, status);
    for (const listener of this.listeners) listener(orderNumber, status);
    return status;
  }

  onChange(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  async reset(): Promise<void> {
    await this.file?.clear();
    this.statuses.clear();
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}

function readLine(line: string, index: number): [number, CertificateStatus] {
  try {
    return JSON.parse(line) as [number, CertificateStatus];
  } catch (error) {
    throw new Error(`${FILE_NAME}, line ${index + 1} is no change of a certificate`, { cause: error });
  }
}
