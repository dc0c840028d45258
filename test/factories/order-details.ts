import { type OrderDetails } from '../../src/orders/domain/order-details.js';

/** The contract's example of an order, with what must be there and nothing more. */
export const ORDER_DETAILS: OrderDetails = {
  certificateType: 'organization',
  validityDays: 365,
  provisioning: { method: 'deferred' },
  organization: {
    name: 'Company ABC 123',
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
  notifications: {},
  test: false,
  metadata: {},
};
