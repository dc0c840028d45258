import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { X509Certificates } from '@peculiar/x509';

type ReadKeys = (attestation: Buffer) => KeyObject[];

/**
 * The formats that can be read, each with the keys of which one must be the CSR's (Sectigo's description of
 * `keyAttestation`). MARVELL_GOOGLE is a binary format of its own, and of the others no format is published.
 */
const READERS: ReadonlyMap<string, ReadKeys> = new Map([
  ['YUBIKEY', keyOfFirstCertificate],
  ['LUNA', keysOfSignedData],
]);

/**
 * Whether the attestation is for another key than the CSR's. Only what is certain counts: an unknown type of HSM and an
 * attestation that cannot be read attest to no key at all, and Sectigo judges them.
 */
export function attestsToOtherKey(hsmType: string, keyAttestation: string, csrKey: KeyObject): boolean {
  const readKeys = READERS.get(hsmType);
  if (readKeys === undefined) return false;
  try {
    const keys = readKeys(Buffer.from(keyAttestation, 'base64'));
    return keys.length > 0 && !keys.some((key) => key.equals(csrKey));
  } catch {
    return false;
  }
}

const ARMOUR = '-----BEGIN ';
const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/;

/** Two PEM certificates, the attestation itself first and then the intermediate of the YubiKey that signed it. */
function keyOfFirstCertificate(attestation: Buffer): KeyObject[] {
  const text = attestation.toString('latin1');
  const first = PEM_BLOCK.exec(text);
  if (first?.[1] !== 'CERTIFICATE' || first.index !== text.indexOf(ARMOUR)) return [];
  return [new X509Certificate(first[0]).publicKey];
}

/** A key-confirmation file: PKCS#7 signed data that holds the certificate of the key among those that vouch for it. */
function keysOfSignedData(attestation: Buffer): KeyObject[] {
  return new X509Certificates(attestation).map(({ publicKey }) =>
    createPublicKey({ key: Buffer.from(publicKey.rawData), format: 'der', type: 'spki' }),
  );
}
