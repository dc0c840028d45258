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

/** Of the key of that request, and the certificate of the key that vouches for it; made for this example as well. */
const EXAMPLE_ATTESTATION =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJOakNCM3FBREFnRUNBZ0VDTUFvR0NDcUdTTTQ5QkFNQ01DSXhJREFlQmdO' +
  'VkJBTVRGMFY0WVcxd2JHVWcKVUVsV0lFRjBkR1Z6ZEdGMGFXOXVNQjRYRFRJMk1ERXdNVEF3TURBd01Gb1hEVFE1TVRJek1UQXdN' +
  'REF3TUZvdwpKVEVqTUNFR0ExVUVBeE1hV1hWaWFVdGxlU0JRU1ZZZ1FYUjBaWE4wWVhScGIyNGdPV013V1RBVEJnY3Foa2pPClBR' +
  'SUJCZ2dxaGtqT1BRTUJCd05DQUFRZzlod1NTd2JDUXZ5RjRObHpkalFHTTlqQXVRcGxuaFJIRythOERqN3oKNzQxaW5xT1JRY0RO' +
  'aG9rVkdZdkYwUjZJZk9Qbjg2MnQxOFdVdkxwMWh6M2Jvd0l3QURBS0JnZ3Foa2pPUFFRRApBZ05IQURCRUFpQnE3anhYcURTVzhG' +
  'N0dMbERjM1E0TC9FY1lSQUtad3hZcnlSWm9oVnhxd0FJZ1VTSjBMVGNjCnlZS2oxVm55ZTZ2SVlIN0hIYlN3N3BHdXRiS2VIbjNN' +
  'TzkwPQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCi0tLS0tQkVHSU4gQ0VSVElGSUNBVEUtLS0tLQpNSUlCU1RDQjc2QURBZ0VD' +
  'QWdFQk1Bb0dDQ3FHU000OUJBTUNNQ0l4SURBZUJnTlZCQU1URjBWNFlXMXdiR1VnClVFbFdJRUYwZEdWemRHRjBhVzl1TUI0WERU' +
  'STJNREV3TVRBd01EQXdNRm9YRFRRNU1USXpNVEF3TURBd01Gb3cKSWpFZ01CNEdBMVVFQXhNWFJYaGhiWEJzWlNCUVNWWWdRWFIw' +
  'WlhOMFlYUnBiMjR3V1RBVEJnY3Foa2pPUFFJQgpCZ2dxaGtqT1BRTUJCd05DQUFUQkpVbHpEQnI2Qndwc0NMTnMrNnZRUGtZTjln' +
  'Wm1YZHNIQk9QU1N0dDBLWHlBCmEyTURTWGNnRW5kWVRHVUFtSmxLVUMrSGxSdWxKbElvdGFWRW5rbmRveFl3RkRBU0JnTlZIUk1C' +
  'QWY4RUNEQUcKQVFIL0FnRUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUURBV3N6WEpGSWpCL0xxMXRpT014b1ZKWEFFdUtGbQp4' +
  'MWt4VkdaSXNQSEJkUUloQU43dmpTQjVISU5ZN0RJa1FqQzVhZFpDNTdQdndiU0lLT21NY1k5OUpBUWQKLS0tLS1FTkQgQ0VSVElG' +
  'SUNBVEUtLS0tLQo=';

/**
 * Sectigo's published sample order, for an organization alone: nothing is said about the key yet. Its claim that the
 * customer is validated is left out, because nobody should make it by copying an example.
 */
export const SAMPLE_ORDER = {
  certificateType: 'organization',
  provisioning: { method: 'deferred' },
  organization: ORGANIZATION,
  applicant: APPLICANT,
} as const;

const REMOTE = {
  method: 'remote',
  hsmType: 'YUBIKEY',
  keyAttestation: EXAMPLE_ATTESTATION,
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
