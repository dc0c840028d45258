import { sha256 } from '../../shared/canonical-json.js';
import { foldText } from '../../shared/unicode-text.js';
import { derOfCsr } from './csr-encoding.js';
import { type OrderDetails, type Provisioning } from './order-details.js';

/** Equal for orders that differ only in the encoding of bytes, in composition and spaces of text, and in how they write empty values. */
export function orderMeaning({ provisioning, ...others }: OrderDetails): unknown {
  return { ...(meaning(others) as object), provisioning: provisioningMeaning(provisioning) };
}

function provisioningMeaning(provisioning: Provisioning): unknown {
  if (provisioning.method !== 'remote') return meaning(provisioning);
  const { method, hsmType, csr, keyAttestation } = provisioning;
  return { method, hsmType, csr: csrMeaning(csr), keyAttestation: attestationMeaning(keyAttestation) };
}

function meaning(value: unknown): unknown {
  if (typeof value === 'string') return foldText(value);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, meaning(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function csrMeaning(csr: string): string {
  const der = derOfCsr(csr);
  return der ? sha256(der) : csr;
}

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/** PEM by its content, anything else by its bytes. */
function attestationMeaning(keyAttestation: string): string {
  const attestation = Buffer.from(keyAttestation, 'base64');
  const blocks = [...attestation.toString('latin1').matchAll(PEM_BLOCK)];
  if (blocks.length === 0) return sha256(attestation);
  return blocks.map(([, label, body = '']) => `${label} ${sha256(Buffer.from(body, 'base64'))}`).join(' ');
}
