import { randomUUID } from 'node:crypto';

/** An order of about 0.5 kB that nobody else places. Its name arrives upstream: by it orders are told apart. */
export function anOrder() {
  const id = randomUUID();
  return {
    certificateType: 'organization',
    validityDays: 365,
    provisioning: { method: 'deferred' },
    organization: {
      name: `Bench ${id}`,
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
    validation: { customerValidated: false },
    reference: `PO-${id}`,
    metadata: { costCentre: '4711', orderedBy: 'bench' },
  };
}
