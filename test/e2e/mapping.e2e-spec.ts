import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { aCsr, derOf } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import {
  KEY_ATTESTATION,
  remoteProvisioning,
  SHIPPING,
  tokenProvisioning,
} from '../factories/provisioning.js';
import { FORM_OF_ALL, ORGANIZATION } from '../factories/published-form.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

const SHIPPING_FORM = {
  shippingOrganizationName: 'Company ABC 123 Warehouse',
  shippingOrganizationalUnitName: 'Goods in',
  shippingStreetAddress1: 'Harbour Road 1',
  shippingStreetAddress2: 'Gate 7',
  shippingStreetAddress3: 'Ramp B',
  shippingLocalityName: 'Rotterdam',
  shippingStateOrProvinceName: 'Zuid-Holland',
  shippingPostalCode: '3011 AA',
  shippingCountryName: 'NL',
  shippingTitle: 'Ms',
  shippingForename: 'Jana',
  shippingSurname: 'Nováková',
  shippingEmailAddress: 'jana@example.com',
  shippingTelephone: '+31 10 123 4567',
};

describe("an order's form for Sectigo", () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  let csr: string;
  beforeAll(async () => {
    client = await gateway.client();
    csr = await aCsr();
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

  describe.each([
    ['organization', '706', { includeIndividual: 'N' }],
    ['organization-individual', '706', { includeIndividual: 'Y' }],
    ['individual', '1214', {}],
  ])('of type %s', (certificateType, product, includeIndividual) => {
    it('deferred names no provisioning at all', async () => {
      const form = await formOf({ certificateType, provisioning: { method: 'deferred' } });
      expect(form).toEqual({ ...FORM_OF_ALL, product, ...includeIndividual });
    });

    it('remote has the CSR, the HSM and its attestation', async () => {
      const { csr: sent, ...form } = await formOf({ certificateType, provisioning: remoteProvisioning(csr) });
      expect(form).toEqual({
        ...FORM_OF_ALL,
        product,
        ...includeIndividual,
        SmartCardBased: 'N',
        hsmType: 'YUBIKEY',
        keyAttestation: KEY_ATTESTATION,
      });
      expect(derOf(sent ?? '')).toEqual(derOf(csr));
    });

    it('token has the items and where to ship them', async () => {
      const form = await formOf({ certificateType, provisioning: tokenProvisioning() });
      expect(form).toEqual({
        ...FORM_OF_ALL,
        product: `${product},577,163`,
        ...includeIndividual,
        SmartCardBased: 'Y',
        offerType: '22',
        ...SHIPPING_FORM,
      });
    });
  });

  it('sends a token without an address when none is given', async () => {
    const form = await formOf({ provisioning: { method: 'token' } });
    expect(form).toEqual({
      ...FORM_OF_ALL,
      product: '706,577,163',
      includeIndividual: 'N',
      SmartCardBased: 'Y',
    });
  });

  it('sends of shipping only what is given', async () => {
    const { address, contact } = SHIPPING;
    const { line1: _line1, line2: _line2, line3: _line3, ...place } = address;
    const { title: _title, ...person } = contact;
    const form = await formOf({
      provisioning: tokenProvisioning({ shipping: { address: place, contact: person } }),
    });
    expect(
      Object.keys(form)
        .filter((name) => name.startsWith('shipping'))
        .sort(),
    ).toEqual([
      'shippingCountryName',
      'shippingEmailAddress',
      'shippingForename',
      'shippingLocalityName',
      'shippingPostalCode',
      'shippingStateOrProvinceName',
      'shippingSurname',
      'shippingTelephone',
    ]);
  });

  it('takes a CSR in bare base64', async () => {
    const bare = derOf(csr).toString('base64');
    const form = await formOf({ provisioning: remoteProvisioning(bare) });
    expect(derOf(form.csr ?? '')).toEqual(derOf(csr));
  });
});
