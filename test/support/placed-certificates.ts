import { expect } from '@jest/globals';
import type pg from 'pg';
import { type CertificateAnswer, type OrderAnswer, orderOf } from '../factories/answers.js';
import { listEvents } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from './api-client.js';
import { eventually } from './eventually.js';

export const ORGANIZATION = 'Company ABC 123';

interface InboxRow {
  readonly state: string;
  readonly reason: string | null;
  readonly receipts: number;
}

/** Places orders for one organization and looks at what becomes of their certificates. */
export class PlacedCertificates {
  constructor(
    private readonly client: ApiClient,
    private readonly sql: pg.Pool,
  ) {}

  async place(changes: Record<string, unknown> = {}): Promise<{ id: string; number: string }> {
    const organization = { ...(anOrder()['organization'] as object), name: ORGANIZATION };
    const order = anOrder({ allowDuplicate: true, organization, ...changes });
    const { id, sectigo } = orderOf(await this.client.order(order, { prefer: 'wait=20' }));
    return { id, number: sectigo?.orderNumber ?? '' };
  }

  async order(id: string): Promise<OrderAnswer> {
    return orderOf(await this.client.get(`/v1/orders/${id}`));
  }

  async certificate(id: string): Promise<CertificateAnswer | null> {
    return (await this.order(id)).certificate;
  }

  becomes(id: string, status: string): Promise<CertificateAnswer | null> {
    return eventually(async () => {
      const certificate = await this.certificate(id);
      expect(certificate?.status).toBe(status);
      return certificate;
    });
  }

  /** The types of the events of the order's certificate, oldest first. */
  async events(id: string): Promise<string[]> {
    const { data } = await listEvents(this.client, `?orderId=${id}`);
    const types = data.map(({ type }) => type).filter((type) => type.startsWith('certificate.'));
    return types.reverse();
  }

  /** What was pushed about an order, oldest first. */
  async inbox(number: string): Promise<InboxRow[]> {
    const { rows } = await this.sql.query<InboxRow>(
      'SELECT state, reason, receipts FROM sectigo_notifications WHERE order_number = $1 ORDER BY seq',
      [number],
    );
    return rows;
  }

  /** So many pushes about the order have come to an end. */
  settled(number: string, count: number): Promise<InboxRow[]> {
    return eventually(async () => {
      const rows = await this.inbox(number);
      expect(rows.filter(({ state }) => state !== 'received' && state !== 'waiting')).toHaveLength(count);
      return rows;
    });
  }
}
