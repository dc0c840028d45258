import { type AttestationFinding, examineAttestation } from './attestation.js';
import { type CsrRefusal } from './csr-limits.js';
import { examineCsr } from './csr.js';
import { type CsrSummary } from './order-details.js';

/** What a remote order says about its key, as it was sent. */
export interface KeyMaterial {
  readonly csr: string;
  /** Absent if it has faults. */
  readonly attestation?: { readonly hsmType: string; readonly keyAttestation: string } | undefined;
}

export interface KeyMaterialVerdict {
  readonly csr: { readonly ok: true; readonly summary: CsrSummary } | CsrRefusal;
  /** null: it was not looked into. */
  readonly attestation: AttestationFinding | null;
}

/** Takes longer than anything else in reading an order; the verdict is plain data, which one thread can tell another. */
export async function examineKeyMaterial({ csr, attestation }: KeyMaterial): Promise<KeyMaterialVerdict> {
  const verdict = await examineCsr(csr);
  if (!verdict.ok) return { csr: verdict, attestation: null };
  const { summary, publicKey } = verdict;
  return {
    csr: { ok: true, summary },
    attestation: attestation
      ? examineAttestation(attestation.hsmType, attestation.keyAttestation, publicKey)
      : null,
  };
}
