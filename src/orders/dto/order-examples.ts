const ORGANIZATION = {
  name: 'Company ABC 123',
  unit: 'Marketing',
  address: {
    line1: 'Elm Street 12',
    city: 'Los Angeles',
    stateOrProvince: 'CA',
    postalCode: '90002',
    country: 'US',
  },
};
const APPLICANT = { jobTitle: 'Mr', firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com' };

/** A P-256 request for "Company ABC 123": made for this example, its key is thrown away. */
const EXAMPLE_CSR =
  'MIH9MIGjAgEAMEExCzAJBgNVBAYTAlVTMRgwFgYDVQQKDA9Db21wYW55IEFCQyAxMjMxGDAWBgNVBAMMD0NvbXBhbnkgQUJDIDEy' +
  'MzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCD2HBJLBsJC/IXg2XN2NAYz2MC5CmWeFEcb5rwOPvPvjWKeo5FBwM2GiRUZi8XR' +
  'Hoh84+fzra3XxZS8unWHPdugADAKBggqhkjOPQQDAgNJADBGAiEAg3WhjHe2ekKljD2lrqeSq9l3fGEfs2n9hxVvE+Vfow0CIQC0' +
  'rGu+LEvZYga4AVVH9vlKpiWJOZM6VmN9jUZt6pVNrQ==';

/** The order of Sectigo's own published sample: nothing is said about the key yet. */
export const SAMPLE_ORDER = {
  certificateType: 'organization',
  provisioning: { method: 'deferred' },
  organization: ORGANIZATION,
  applicant: APPLICANT,
  validation: { customerValidated: true },
} as const;

const REMOTE = {
  method: 'remote',
  hsmType: 'YUBIKEY',
  keyAttestation: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
  csr: EXAMPLE_CSR,
} as const;

const TOKEN = {
  method: 'token',
  offerType: 22,
  shipping: {
    organizationName: 'Company ABC 123',
    address: {
      line1: 'Elm Street 12',
      city: 'Los Angeles',
      stateOrProvince: 'CA',
      postalCode: '90002',
      country: 'US',
    },
    contact: { firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com', phone: '+1 213 555 0100' },
  },
} as const;

/** Another person than in the first order of `npm start`, of which it would be a duplicate. */
const EXAMPLE = {
  ...SAMPLE_ORDER,
  applicant: { ...APPLICANT, jobTitle: 'Ms', firstName: 'Jane', email: 'jane.doe@example.com' },
};

/** One worked example for each certificate type with each way of provisioning. */
export const ORDER_EXAMPLES = {
  'organization-deferred': { summary: "Organization, key later (Sectigo's sample)", value: EXAMPLE },
  'organization-remote': {
    summary: 'Organization, key in your own HSM',
    value: { ...EXAMPLE, provisioning: REMOTE, reference: 'PO-4711', metadata: { costCentre: '42' } },
  },
  'organization-token': {
    summary: 'Organization, on a token that Sectigo ships',
    value: { ...EXAMPLE, provisioning: TOKEN },
  },
  'organization-individual-deferred': {
    summary: 'Person within an organization, key later',
    value: { ...EXAMPLE, certificateType: 'organization-individual' },
  },
  'organization-individual-remote': {
    summary: 'Person within an organization, key in your own HSM',
    value: { ...EXAMPLE, certificateType: 'organization-individual', provisioning: REMOTE },
  },
  'organization-individual-token': {
    summary: 'Person within an organization, on a token that Sectigo ships',
    value: { ...EXAMPLE, certificateType: 'organization-individual', provisioning: TOKEN },
  },
  'individual-deferred': {
    summary: 'Person, key later',
    value: { ...EXAMPLE, certificateType: 'individual' },
  },
  'individual-remote': {
    summary: 'Person, key in your own HSM',
    value: { ...EXAMPLE, certificateType: 'individual', provisioning: REMOTE },
  },
  'individual-token': {
    summary: 'Person, on a token that Sectigo ships',
    value: { ...EXAMPLE, certificateType: 'individual', provisioning: TOKEN },
  },
};
