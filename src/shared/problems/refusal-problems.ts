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
    title: 'A value that Sectigo requires is missing',
    explanation: 'Sectigo requires a value that is missing from the order.',
    whatToDo: 'Add the field that errors names and place a new order.',
  },
  'sectigo-argument-invalid': {
    ...REFUSED,
    title: 'Sectigo does not accept a value',
    explanation: 'Sectigo does not accept one of the values of the order.',
    whatToDo: 'Correct the field that errors names and place a new order.',
  },
  'csr-wildcard-not-allowed': {
    ...REFUSED,
    title: 'The CSR contains a wildcard',
    explanation: "The CSR's common name must not contain a wildcard.",
    whatToDo: 'Make a CSR with the plain name of the organization or person.',
  },
  'csr-wildcard-required': {
    ...REFUSED,
    title: 'The CSR contains no wildcard',
    explanation: "Sectigo expected a wildcard in the CSR's common name. That is a rule of other products.",
    whatToDo: 'Check certificateType. If it is right, report the order to an operator.',
  },
  'country-invalid': {
    ...REFUSED,
    title: 'Unknown country',
    explanation: 'The country is not an ISO 3166-1 alpha-2 code.',
    whatToDo: 'Use the two capital letters of the country, such as US or DE.',
  },
  'csr-field-missing': {
    ...REFUSED,
    title: 'A field is missing from the CSR',
    explanation: 'A required field is missing from the CSR.',
    whatToDo: 'Make a CSR whose subject has a common name.',
  },
  'csr-not-base64': {
    ...REFUSED,
    title: 'The CSR is not base64',
    explanation: 'The CSR is not valid base64.',
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
    title: "The CSR's signature is not valid",
    explanation: 'The CSR is not signed by the key that it contains.',
    whatToDo: 'Sign the CSR with the private key that belongs to its public key.',
  },
  'csr-key-size-unsupported': {
    ...REFUSED,
    title: 'Unsupported key size in the CSR',
    explanation: "The CSR's key is too small or too large.",
    whatToDo: 'Use RSA with 2048 to 8192 bits, or EC on P-256, P-384 or P-521.',
  },
  'csr-common-name-fqdn': {
    ...REFUSED,
    title: "The CSR's common name is a domain name",
    explanation: "The CSR's common name must not be a domain name.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-common-name-public-ip': {
    ...REFUSED,
    title: "The CSR's common name is a public IP address",
    explanation: "The CSR's common name must not be a public IP address.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-common-name-ip': {
    ...REFUSED,
    title: "The CSR's common name is an IP address",
    explanation: "The CSR's common name must not be an IP address.",
    whatToDo: 'Use the name of the organization or person as common name.',
  },
  'csr-key-compromised': {
    ...REFUSED,
    title: 'The key of the CSR is compromised',
    explanation: "Sectigo lists the CSR's key as compromised.",
    whatToDo: 'Make a new key pair in the HSM and a new CSR.',
  },
  'csr-domain-names-not-allowed': {
    ...REFUSED,
    title: 'The CSR asks for domain names',
    explanation: 'The CSR asks for DNS names, which a document-signing certificate cannot have.',
    whatToDo: 'Make a CSR without dNSName subject alternative names.',
  },
  'sectigo-request-token-used': {
    ...REFUSED,
    status: 409,
    title: 'The request token was used before',
    explanation: 'Sectigo has seen this request token before.',
    whatToDo: 'Look for an earlier order first. A new order needs a new CSR.',
  },
  'email-invalid': {
    ...REFUSED,
    title: 'Sectigo does not accept an e-mail address',
    explanation: 'Sectigo does not accept an e-mail address of the order.',
    whatToDo: 'Correct the address and place a new order.',
  },
  'argument-not-applicable': {
    ...REFUSED,
    title: 'A value does not apply to this order',
    explanation: 'The order has a value that does not belong to this kind of order.',
    whatToDo: 'Remove it. Token fields belong to token orders; CSR and attestation belong to remote orders.',
  },
  'organization-id-scheme-retired': {
    ...REFUSED,
    title: 'The scheme of the organization identifier is retired',
    explanation: 'The organization identifier uses a scheme that is no longer accepted.',
    whatToDo: 'Use the TIN scheme instead of TAX.',
  },
  'organization-id-malformed': {
    ...REFUSED,
    title: 'The organization identifier is malformed',
    explanation: 'The organization identifier is not well-formed.',
    whatToDo: 'Correct the registration number.',
  },
  'organization-id-country-invalid': {
    ...REFUSED,
    title: 'The country in the organization identifier is wrong',
    explanation: 'The organization identifier contains the wrong country.',
    whatToDo: 'Correct the registration number.',
  },
  'key-attestation-invalid': {
    ...REFUSED,
    title: 'Sectigo does not accept the key attestation',
    explanation: 'The key attestation does not prove that the key of the CSR was generated in this hardware.',
    whatToDo: 'Send an attestation, CSR and hsmType that belong to the same key.',
  },
} as const satisfies Record<string, SectigoProblemType>;
