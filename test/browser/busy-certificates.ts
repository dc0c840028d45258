import { expect } from '@jest/globals';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { type TestGateway } from '../support/gateway.js';

const DAY_MS = 86_400_000;
export const ACCESS = { user: 'sectigo', password: 'of the busy day', allowedIps: [] };

/** Placed orders, by what became of their certificates. */
export interface BusyCertificates {
  readonly mismatched: string;
  /** In twelve days; renewed already. */
  readonly ending: string;
  readonly revoked: string;
  readonly issued: string;
}

/** Sectigo delivers, late and wrongly too, and pushes about an order that nobody knows. */
export async function deliverCertificates(
  { simulator, operator, url }: TestGateway,
  client: ApiClient,
  placed: { readonly [kind in keyof BusyCertificates]: OrderAnswer },
): Promise<BusyCertificates> {
  const { user, password } = ACCESS;
  const door = `${url}/sectigo/notifications`;
  await simulator.pushTo({ url: door, user, password, withCertificate: true, pauseMs: 20 });
  const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
  await deliver(placed.mismatched, { organization: 'Brightwater Holdings plc', chain: 'other' });
  await deliver(placed.ending, { notBefore: inDays(-353), notAfter: inDays(11.5) });
  await deliver(placed.revoked);
  await deliver(placed.issued);
  await simulator.push({ orderNumber: '7040824' });
  const wait = { prefer: 'wait=10' };
  orderOf(
    await client.post(`/v1/orders/${placed.ending.id}/renew`, {}, { ...wait, 'idempotency-key': 'renewal' }),
  );
  const wish = { reason: 'The token was stolen on Monday.', reasonCode: 1 };
  orderOf(await operator.post(`/v1/orders/${placed.revoked.id}/revoke`, wish, wait));
  return {
    mismatched: placed.mismatched.id,
    ending: placed.ending.id,
    revoked: placed.revoked.id,
    issued: placed.issued.id,
  };

  async function deliver({ id, sectigo }: OrderAnswer, traits: object = {}): Promise<void> {
    await simulator.changeCertificate(Number(sectigo?.orderNumber), 'issued', traits);
    await eventually(async () => {
      const { certificate } = orderOf(await operator.get(`/v1/orders/${id}`));
      expect(certificate).toMatchObject({ status: 'issued', expiresAt: expect.any(String) });
    });
  }
}
