/** Base64 of something that looks like an attestation; the gateway does not look inside. */
export const KEY_ATTESTATION = Buffer.from('attestation of the tests').toString('base64');

export function remoteProvisioning(csr: string, changes: object = {}): Record<string, unknown> {
  return { method: 'remote', hsmType: 'YUBIKEY', keyAttestation: KEY_ATTESTATION, csr, ...changes };
}

/** Every member of a token's shipping. */
export const SHIPPING = {
  organizationName: 'Company ABC 123 Warehouse',
  unit: 'Goods in',
  address: {
    line1: 'Harbour Road 1',
    line2: 'Gate 7',
    line3: 'Ramp B',
    city: 'Rotterdam',
    stateOrProvince: 'Zuid-Holland',
    postalCode: '3011 AA',
    country: 'NL',
  },
  contact: {
    title: 'Ms',
    firstName: 'Jana',
    lastName: 'Nováková',
    email: 'jana@example.com',
    phone: '+31 10 123 4567',
  },
};

export function tokenProvisioning(changes: object = {}): Record<string, unknown> {
  return { method: 'token', offerType: 22, shipping: SHIPPING, ...changes };
}
