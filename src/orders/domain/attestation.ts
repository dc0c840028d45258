import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { X509Certificates } from '@peculiar/x509';

/** Whose key an attestation is about, as far as that can be told. */
export type AttestationFinding =
  | 'own-key'
  | 'other-key'
  /** The key of the CSR is attested to, but not by the certificate that comes first. */
  | 'intermediate-first'
  | 'unreadable'
  /** The attestation format of this hardware is not known. */
  | 'unknown-format';

type Examine = (attestation: Buffer, csrKey: KeyObject) => AttestationFinding;

/**
 * The formats that can be read (Sectigo's description of `keyAttestation`). MARVELL_GOOGLE is a separate binary format,
 * and of the others no format is published.
 */
const FORMATS: ReadonlyMap<string, Examine> = new Map([
  ['YUBIKEY', examineCertificates],
  ['LUNA', examineSignedData],
]);

/** Sectigo verifies attestations; here only certain faults count. */
export function examineAttestation(
  hsmType: string,
  keyAttestation: string,
  csrKey: KeyObject,
): AttestationFinding {
  const examine = FORMATS.get(hsmType);
  if (examine === undefined) return 'unknown-format';
  try {
    return examine(Buffer.from(keyAttestation, 'base64'), csrKey);
  } catch {
    return 'unreadable';
  }
}

const ARMOUR = '-----BEGIN ';
const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** PEM certificates, the attestation itself first and then the intermediate of the YubiKey that signed it. */
function examineCertificates(attestation: Buffer, csrKey: KeyObject): AttestationFinding {
  const text = attestation.toString('latin1');
  const [first, ...others] = text.matchAll(PEM_BLOCK);
  if (first?.[1] !== 'CERTIFICATE' || first.index !== text.indexOf(ARMOUR)) return 'unreadable';
  if (certifies(first[0], csrKey)) return 'own-key';
  return others.some(([block]) => certifiesIfReadable(block, csrKey)) ? 'intermediate-first' : 'other-key';
}

function certifies(pem: string, key: KeyObject): boolean {
  return new X509Certificate(pem).publicKey.equals(key);
}

function certifiesIfReadable(pem: string, key: KeyObject): boolean {
  try {
    return certifies(pem, key);
  } catch {
    return false;
  }
}

/** A key-confirmation file: PKCS#7 signed data that holds the certificate of the key among those that vouch for it. */
function examineSignedData(attestation: Buffer, csrKey: KeyObject): AttestationFinding {
  const keys = new X509Certificates(attestation).map(({ publicKey }) =>
    createPublicKey({ key: Buffer.from(publicKey.rawData), format: 'der', type: 'spki' }),
  );
  if (keys.length === 0) return 'unreadable';
  return keys.some((key) => key.equals(csrKey)) ? 'own-key' : 'other-key';
}
