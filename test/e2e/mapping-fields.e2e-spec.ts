import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, pointersOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { FORM_OF_ALL, ORGANIZATION } from '../factories/published-form.js';
import { startGateway, type TestGateway, withGateway } from '../support/gateway.js';

const ORGANIZATION_PRODUCT = { product: '706', includeIndividual: 'N' };

describe("an optional field in an order's form for Sectigo", () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  /** Places the order and gives the form that bought it. */
  async function formOf(changes: Record<string, unknown>): Promise<Readonly<Record<string, string>>> {
    const order = { ...anOrder(), organization: ORGANIZATION, allowDuplicate: true, ...changes };
    const placed = orderOf(await client.order(order, { prefer: 'wait=10' }));
    expect(placed).toMatchObject({ status: 'placed' });
    const sold = await gateway.simulator.ledger();
    const mine = sold.filter(({ orderNumber }) => String(orderNumber) === placed.sectigo?.orderNumber);
    expect(mine).toHaveLength(1);
    return mine[0]!.form;
  }

  const address = ORGANIZATION.address;
  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    [
      'organization.unit',
      { organization: { ...ORGANIZATION, unit: 'Marketing' } },
      { organizationalUnitName: 'Marketing' },
    ],
    [
      'address lines 2 and 3',
      { organization: { ...ORGANIZATION, address: { ...address, line2: 'Floor 2', line3: 'Door 3' } } },
      { streetAddress2: 'Floor 2', streetAddress3: 'Door 3' },
    ],
    [
      'address lines that are null',
      { organization: { ...ORGANIZATION, address: { ...address, line2: null, line3: null } } },
      {},
    ],
    [
      'dunsNumber',
      { organization: { ...ORGANIZATION, dunsNumber: '123456789' } },
      { dunsNumber: '123456789' },
    ],
    [
      'registrationNumber',
      { organization: { ...ORGANIZATION, registrationNumber: 'HRB 1 & 2' } },
      { companyNumber: 'HRB 1 & 2' },
    ],
    [
      'a private organization',
      { organization: { ...ORGANIZATION, businessCategory: 'private-organization' } },
      { businessCategory: 'b' },
    ],
    [
      'a government entity',
      { organization: { ...ORGANIZATION, businessCategory: 'government-entity' } },
      { businessCategory: 'c' },
    ],
    [
      'a business entity',
      { organization: { ...ORGANIZATION, businessCategory: 'business-entity' } },
      { businessCategory: 'd' },
    ],
    ['customerValidated true', { validation: { customerValidated: true } }, { isCustomerValidated: 'Y' }],
    ['customerValidated false', { validation: { customerValidated: false } }, { isCustomerValidated: 'N' }],
    [
      'applicantValidatedByPartner',
      { validation: { applicantValidatedByPartner: true } },
      { isAppRepValidated: 'Y' },
    ],
    [
      'the applicant not validated',
      { validation: { applicantValidatedByPartner: false } },
      { isAppRepValidated: 'N' },
    ],
    [
      'callbackCompletedByPartner',
      { validation: { callbackCompletedByPartner: true } },
      { isCallbackCompleted: 'Y' },
    ],
    [
      'the callback not completed',
      { validation: { callbackCompletedByPartner: false } },
      { isCallbackCompleted: 'N' },
    ],
    ['callback by telephone', { validation: { callbackMethod: 'telephone' } }, { callbackMethod: 'T' }],
    ['callback by e-mail', { validation: { callbackMethod: 'email' } }, { callbackMethod: 'E' }],
    ['callback by letter', { validation: { callbackMethod: 'letter' } }, { callbackMethod: 'L' }],
    [
      'contactEmail',
      { validation: { contactEmail: 'c@example.com' } },
      { contactEmailAddress: 'c@example.com' },
    ],
    [
      'issuanceEmail',
      { notifications: { issuanceEmail: 'i@example.com' } },
      { emailAddress: 'i@example.com' },
    ],
    ['issuanceEmail null', { notifications: { issuanceEmail: null } }, { emailAddress: 'none' }],
    ['language', { notifications: { language: 'de' } }, { languageName: 'de' }],
    ['test true', { test: true }, { test: 'Y' }],
    ['test false', { test: false }, {}],
    ['validityDays', { validityDays: 365 }, {}],
    ['reference and metadata', { reference: 'PO-map', metadata: { a: 'b' } }, {}],
  ])('sends %s', async (_, changes, expected) => {
    expect(await formOf(changes)).toEqual({ ...FORM_OF_ALL, ...ORGANIZATION_PRODUCT, ...expected });
  });

  it.each([
    'A&B=C+D%41;E#F?"G"<H>\\I/J',
    '100 % + 1 = 2 & more',
    'Žluťoučký Kůň 株式会社 Ω ß',
    'emoji 🏢🔏 beyond the BMP',
    "O'Neill; DROP TABLE orders;--",
    '${jndi:x} {{7*7}} %0d%0a',
    'none',
    '0',
  ])('carries the text %p unchanged', async (text) => {
    const form = await formOf({ organization: { ...ORGANIZATION, unit: text } });
    expect(form.organizationalUnitName).toBe(text);
  });

  describe('for the arguments whose wire names nobody has confirmed', () => {
    const fields = {
      validation: { customerEmail: 'customer@example.com' },
      notifications: { callbackTemplateId: 12, subscriberAgreementTemplateId: 13 },
    };

    it('refuses the fields until they are named', async () => {
      const before = await gateway.simulator.requests();
      const problem = problemOf(await client.order(anOrder(fields)), 422, 'validation-failed');
      expect(pointersOf(problem)).toEqual([
        '/notifications/callbackTemplateId',
        '/notifications/subscriberAgreementTemplateId',
        '/validation/customerEmail',
      ]);
      expect(problem.errors?.map(({ code }) => code)).toEqual(Array(3).fill('parameter-not-enabled'));
      expect(await gateway.simulator.requests()).toEqual(before);
    });

    it('sends them under the names given, and confirmed ones under other names', async () => {
      const named = await startGateway({
        parameterNames: {
          customerEmail: 'validationEmail',
          callbackTemplateId: 'callbackTemplate',
          subscriberAgreementTemplateId: 'saTemplate',
          language: 'lang',
        },
      });
      try {
        await named.simulator.changeAccount({
          parameterNames: { 41: 'validationEmail', 53: 'callbackTemplate', 54: 'saTemplate', 52: 'lang' },
        });
        const caller = await named.client();
        const order = anOrder({ ...fields, notifications: { ...fields.notifications, language: 'fr' } });
        expect((await caller.order(order, { prefer: 'wait=10' })).status).toBe(201);
        expect((await named.simulator.ledger())[0]?.form).toMatchObject({
          validationEmail: 'customer@example.com',
          callbackTemplate: '12',
          saTemplate: '13',
          lang: 'fr',
        });
      } finally {
        await named.stop();
      }
    });
  });
});
