import { type SectigoProblemType } from './problem-type.js';

const REFUSED = {
  status: 422,
  actor: 'caller',
  retryable: false,
  disposition: 'reject',
  login: 'untold',
} as const;

/** Sectigo refused the order, and the caller must act; most are found before anything is sent. */
export const REFUSAL_PROBLEMS = {
  // Sectigo's answers: the caller must act
  'sectigo-argument-missing': {
    ...REFUSED,
    title: 'Sectigo misses a value',
    explanation: 'Sectigo needs a value that the order does not have.',
    whatToDo: 'Add the field that errors names and place a new order.',
  },
  'sectigo-argument-invalid': {
    ...REFUSED,
    title: 'Sectigo refuses a value',
    explanation: 'Sectigo does not accept one of the values of the order.',
    whatToDo: 'Correct the field that errors names and place a new order.',
  },
  'csr-wildcard-not-allowed': {
    ...REFUSED,
    title: 'Wildcard in the CSR',
    explanation: "The CSR's common name may not contain a wildcard.",
    whatToDo: 'Make a CSR with the plain name of the organization or person.',
  },
  'csr-wildcard-required': {
    ...REFUSED,
    title: 'No wildcard in the CSR',
    explanation: "Sectigo expected one wildcard in the CSR's common name, a rule of another product.",
    whatToDo: 'Check the certificate type, or report it to an operator.',
  },
  'country-invalid': {
    ...REFUSED,
    title: 'Unknown country',
    explanation: 'The country is not an ISO 3166-1 alpha-2 code.',
    whatToDo: 'Use the two capital letters of the country, such as US or DE.',
  },
  'csr-field-missing': {
    ...REFUSED,
    title: 'The CSR lacks a field',
    explanation: 'The CSR is missing a required field.',
    whatToDo: 'Make a CSR with a subject that has a common name.',
  },
  'csr-not-base64': {
    ...REFUSED,
    title: 'The CSR is not base64',
    explanation: 'The CSR is not valid base64 data.',
    whatToDo: 'Send the PEM text or its bare base64, unchanged.',
  },
  'csr-not-decodable': {
    ...REFUSED,
    title: 'The CSR cannot be decoded',
    explanation: 'The CSR is not a PKCS#10 certification request.',
    whatToDo: 'Send a PKCS#10 request as PEM or bare base64.',
  },
  'csr-algorithm-unsupported': {
    ...REFUSED,
    title: 'Unsupported algorithm in the CSR',
    explanation: "The CSR's key or signature algorithm is not supported.",
    whatToDo: 'Use RSA, or EC on P-256, P-384 or P-521, with a SHA-2 signature.',
  },
  'csr-signature-invalid': {
    ...REFUSED,
    title: "The CSR's signature is wrong",
    explanation: 'The CSR is not signed by the key that it contains.',
    whatToDo: 'Make the CSR again with the private key of the certificate.',
  },
  'csr-key-size-unsupported': {
    ...REFUSED,
    title: 'Unsupported key size in the CSR',
    explanation: "The CSR's key is too small or too large.",
    whatToDo: 'Use RSA with 2048 to 8192 bits, or EC on P-256, P-384 or P-521.',
  },
  'csr-common-name-fqdn': {
    ...REFUSED,
    title: 'Domain name in the CSR',
    explanation: "The CSR's common name may not be a domain name.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-common-name-public-ip': {
    ...REFUSED,
    title: 'Public IP address in the CSR',
    explanation: "The CSR's common name may not be a public IP address.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-common-name-ip': {
    ...REFUSED,
    title: 'IP address in the CSR',
    explanation: "The CSR's common name may not be an IP address.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-key-compromised': {
    ...REFUSED,
    title: 'Compromised key in the CSR',
    explanation: "Sectigo believes that the CSR's key has been compromised.",
    whatToDo: 'Make a new key pair in the HSM and a new CSR.',
  },
  'csr-domain-names-not-allowed': {
    ...REFUSED,
    title: 'Domain names in the CSR',
    explanation: 'The CSR asks for DNS names, which a document-signing certificate cannot have.',
    whatToDo: 'Make a CSR without dNSName subject alternative names.',
  },
  'sectigo-request-token-used': {
    ...REFUSED,
    status: 409,
    title: 'Request token used before',
    explanation: 'Sectigo has seen this request token before.',
    whatToDo: 'Look for an earlier order first; a new order needs a new CSR.',
  },
  'email-invalid': {
    ...REFUSED,
    title: 'E-mail address refused',
    explanation: 'Sectigo does not accept an e-mail address of the order.',
    whatToDo: 'Correct the address and place a new order.',
  },
  'argument-not-applicable': {
    ...REFUSED,
    title: 'Value not applicable',
    explanation: 'The order has a value that does not belong to this kind of order.',
    whatToDo: 'Remove it: token fields belong to token orders, CSR and attestation to remote ones.',
  },
  'organization-id-scheme-retired': {
    ...REFUSED,
    title: 'Organization identifier scheme retired',
    explanation: 'The organization identifier uses a scheme that is no longer accepted.',
    whatToDo: 'Use the TIN scheme instead of TAX.',
  },
  'organization-id-malformed': {
    ...REFUSED,
    title: 'Organization identifier malformed',
    explanation: 'The organization identifier is not well-formed.',
    whatToDo: 'Correct the registration number.',
  },
  'organization-id-country-invalid': {
    ...REFUSED,
    title: 'Organization identifier country wrong',
    explanation: 'The country within the organization identifier is wrong.',
    whatToDo: 'Correct the registration number.',
  },
  'key-attestation-invalid': {
    ...REFUSED,
    title: 'Key attestation refused',
    explanation: 'The key attestation does not prove that the key of the CSR was made in this hardware.',
    whatToDo: 'Send the attestation, CSR and hsmType that belong together.',
  },
} as const satisfies Record<string, SectigoProblemType>;
