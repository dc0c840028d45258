import { type OrderValues, type TestOrder } from '../sectigo/index.js';

/** Sectigo's own published sample request, but for the address, which is missing there. */
export const SAMPLE: TestOrder['values'] = {
  days: '365',
  product: '706',
  isCustomerValidated: 'Y',
  organizationName: 'Company ABC 123',
  streetAddress1: 'Elm Street 12',
  localityName: 'Los Angeles',
  stateOrProvinceName: 'CA',
  countryName: 'US',
  postalCode: '90002',
  organizationalUnitName: 'marketing Department',
  appRepEmailAddress: 'john.doe@example.com',
  appRepTitle: 'Mr',
  appRepForename: 'John',
  appRepSurname: 'Doe',
  includeIndividual: 'Y',
};

/** The sample without something that an order must have: nothing can come of it but a refusal. */
export const INCOMPLETE: TestOrder['values'] = { ...SAMPLE, days: undefined, organizationName: undefined };

/** Whether Sectigo might accept it. */
export const isWhole = ({ values }: TestOrder): boolean => values.days !== undefined;

/** A request for a certificate with a key that nobody has. */
const SAMPLE_CSR = `-----BEGIN CERTIFICATE REQUEST-----
MIICojCCAYoCAQAwXTELMAkGA1UEBhMCVVMxCzAJBgNVBAgMAkNBMRQwEgYDVQQH
DAtMb3MgQW5nZWxlczEYMBYGA1UECgwPQ29tcGFueSBBQkMgMTIzMREwDwYDVQQD
DAhKb2huIERvZTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKTk0S2M
zyX7TIh+qLWiTse7iTqlXe1rQTb1mUjk9Iyg00VJbdvqRizwEVs4lDtcmyIUE3iH
6rb4N5WO0pcHPgBZUMNpPPUtEbmswzfjeqsrHh3goJWwTjI5fkCN74hjIHj6JZVk
IUz7IEeBiRuNKGe89tEiGFY+xKxWAyiXhXu9mh/1dvIdylvqCU1fWNLp4v81WX/1
5qViufxO/qTyOvhJ8xZxJzATN/tFezJ9744N6LftI5o+iPBb+hjZgMRxXcy1XWkV
7U+AzidvvarIsvaB0ULJeJg8PXWOsPAljfCz+4Kx20hOY73eo8n0gbyRdEv48UnO
sqnQn1W/2sjFF3sCAwEAAaAAMA0GCSqGSIb3DQEBCwUAA4IBAQCZ3tDNiuqiVuAP
+D+caVwsQmxKdNLcA1yKXsJ9HsaHGXjFDMATcuA5kxEo4LO5RifViMnWMmQ2Et6L
faoaNaIa5xbJ5d3QPq76bjVk1m0fIcOTu4oTH47EDts6AksHc3KBe7YwB1zaDAdi
8F3kz8SLuRR5F8fmipYODwq2IOVgVUPmiAZk6N1iy8S3q02VLg4vRuwU6YHh1h9h
h/pZR+vodRF5kljZ+QzRA07zwMnTyr72uO2cEqwskAyKwwi0tetVfy4nfrezsxqt
W/4sURuLJIAW6IHmODQGpZ/VRWWUMpmGGQEgXYZQlCuHrvJM6Dv5oQAtSfnVvq3T
ezpfUm6b
-----END CERTIFICATE REQUEST-----`;

/** An order that must be refused, and the row of the published table that it deserves. */
export interface Provocation {
  readonly row: number;
  /** What the words of the refusal must be about, where they are not known for sure. */
  readonly about: RegExp;
  readonly values: Omit<OrderValues, 'test'>;
}

const provoke = (row: number, about: RegExp, changes: Provocation['values']): Provocation => ({
  row,
  about,
  values: { ...SAMPLE, ...changes },
});

/** Of the rows without a number, those that the input of an order can deserve; several tries for one row. */
export const PROVOCATIONS: readonly Provocation[] = [
  provoke(25, /e-?mail/i, { appRepEmailAddress: 'not an address' }),
  provoke(25, /e-?mail/i, { contactEmailAddress: 'not an address' }),
  provoke(25, /e-?mail/i, { emailAddress: 'not an address' }),
  provoke(26, /document signing/i, { product: '577,163', SmartCardBased: 'Y', includeIndividual: undefined }),
  provoke(26, /document signing/i, { product: '577', includeIndividual: undefined }),
  provoke(28, /applicable/i, { offerType: '22' }),
  provoke(28, /applicable/i, { product: '1214' }),
  provoke(29, /must (?:include|contain)/i, { product: '706,577', SmartCardBased: 'Y' }),
  provoke(29, /must (?:include|contain)/i, { SmartCardBased: 'Y' }),
  provoke(
    40,
    /product.*(?:incorrect|invalid|unknown|not (?:valid|found|recogni))|(?:incorrect|invalid|unknown).*product/i,
    { product: '999999' },
  ),
  provoke(
    40,
    /product.*(?:incorrect|invalid|unknown|not (?:valid|found|recogni))|(?:incorrect|invalid|unknown).*product/i,
    { product: '706,999999' },
  ),
  provoke(45, /attestation/i, { csr: SAMPLE_CSR, hsmType: 'LUNA', keyAttestation: 'bm8gYXR0ZXN0YXRpb24=' }),
  provoke(47, /product type/i, { product: '1214' }),
  provoke(47, /product type/i, { shippingForename: 'John' }),
];

/** Refusals whose numbers are published: they tell whether this account speaks as the page says. */
export const PUBLISHED_REFUSALS: readonly {
  readonly code: number;
  readonly mistake: string;
  readonly values: Provocation['values'];
}[] = [
  { code: -3, mistake: 'A missing value', values: INCOMPLETE },
  { code: -4, mistake: 'An invalid value', values: { ...SAMPLE, isCustomerValidated: 'X' } },
  { code: -7, mistake: 'An unknown country', values: { ...SAMPLE, countryName: 'XX' } },
];
