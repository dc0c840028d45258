import { client } from './sdk/hey-api/client.gen';
import * as api from './sdk/hey-api';
import { anOrder, check, newKey, type World } from './world';

export async function calls({ url, key, issue, paused }: World): Promise<void> {
  client.setConfig({ baseUrl: url, auth: key });
  const place = (body: api.PlaceOrder) =>
    api.placeOrder({ body, headers: { 'Idempotency-Key': newKey(), Prefer: 'wait=20' } });

  const placed = await place(anOrder());
  check(placed.data?.status === 'placed', 'place', placed.error);
  const path = { id: placed.data.id };
  const { data: order } = await api.getOrder({ path });
  check(typeof order === 'object' && order.id === path.id, 'get', order);
  const { data: list } = await api.listOrders({ query: { test: false, status: ['placed'] } });
  check(typeof list === 'object' && list.data.some(({ id }) => id === path.id), 'list', list);

  await issue(placed.data.sectigo?.orderNumber);
  const details = await api.getCertificateDetails({ path });
  check(details.data?.orderId === path.id, 'certificate', details.error);
  const json = await api.getCertificate({ path, headers: { accept: 'application/json' } });
  check(json.data?.orderId === path.id, 'certificate by Accept', json.error);

  const { data: events } = await api.listEvents({ query: { orderId: path.id } });
  check(typeof events === 'object', 'events', events);
  const issued = events.data.find((event) => event.type === 'certificate.issued');
  check(issued?.type === 'certificate.issued' && issued.data.certificateStatus === 'issued', 'event', events);
  const { data: timeline } = await api.getOrderTimeline({ path });
  const attempt = timeline?.data.find((entry) => entry.kind === 'attempt');
  check(attempt?.outcome === 'placed', 'timeline', timeline);

  const cancelled = await paused(async () => {
    const headers = { 'Idempotency-Key': newKey() };
    const { data } = await api.placeOrder({ body: anOrder(), headers });
    return api.cancelOrder({ path: { id: data?.id ?? '' } });
  });
  check(cancelled.data?.status === 'cancelled', 'cancel', cancelled.error);
  const { error } = await place(anOrder('nobody'));
  check(error?.errors?.[0]?.pointer === '/applicant/email', 'problem', error);
}
