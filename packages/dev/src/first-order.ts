/** Sectigo's published sample order, for an organization alone: nothing is said about the key yet. */
export const FIRST_ORDER = {
  certificateType: 'organization',
  provisioning: { method: 'deferred' },
  organization: {
    name: 'Company ABC 123',
    unit: 'Marketing',
    address: {
      line1: 'Elm Street 12',
      city: 'Los Angeles',
      stateOrProvince: 'CA',
      postalCode: '90002',
      country: 'US',
    },
  },
  applicant: { jobTitle: 'Mr', firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com' },
  validation: { customerValidated: true },
} as const;
