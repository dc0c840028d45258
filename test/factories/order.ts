import { randomUUID } from 'node:crypto';

/** A valid order that nobody else places; `changes` replace members at the top. */
export function anOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    certificateType: 'organization',
    provisioning: { method: 'deferred' },
    organization: {
      name: `Company ${randomUUID().slice(0, 8)}`,
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
    ...changes,
  };
}
