import createClient from 'openapi-fetch';
import { type paths } from './sdk/openapi-typescript';
import { anOrder, check, newKey, type World } from './world';

export async function calls({ url, key, issue, paused }: World): Promise<void> {
  const api = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
  const place = (body: ReturnType<typeof anOrder>) => {
    const header = { 'Idempotency-Key': newKey(), Prefer: 'wait=20' };
    return api.POST('/v1/orders', { params: { header }, body });
  };

  const placed = await place(anOrder());
  check(placed.data?.status === 'placed', 'place', placed.error);
  const path = { id: placed.data.id };
  const { data: order } = await api.GET('/v1/orders/{id}', { params: { path } });
  check(order?.id === path.id, 'get', order);
  const query = { test: false, status: ['placed' as const] };
  const { data: list } = await api.GET('/v1/orders', { params: { query } });
  check(typeof list === 'object' && list.data.some(({ id }) => id === path.id), 'list', list);

  await issue(order.sectigo?.orderNumber);
  const details = await api.GET('/v1/orders/{id}/certificate/details', { params: { path } });
  check(details.data?.orderId === path.id, 'certificate', details.error);
  const pem = await api.GET('/v1/orders/{id}/certificate', { params: { path }, parseAs: 'text' });
  check(String(pem.data).startsWith('-----BEGIN CERTIFICATE-----'), 'certificate as PEM', pem.error);

  const { data: events } = await api.GET('/v1/events', { params: { query: { orderId: path.id } } });
  check(typeof events === 'object', 'events', events);
  const issued = events.data.find((event) => event.type === 'certificate.issued');
  check(issued?.type === 'certificate.issued' && issued.data.certificateStatus === 'issued', 'event', events);
  const { data: timeline } = await api.GET('/v1/orders/{id}/timeline', { params: { path } });
  const attempt = timeline?.data.find((entry) => entry.kind === 'attempt');
  check(attempt?.outcome === 'placed', 'timeline', timeline);

  const cancelled = await paused(async () => {
    const header = { 'Idempotency-Key': newKey() };
    const { data } = await api.POST('/v1/orders', { params: { header }, body: anOrder() });
    return api.POST('/v1/orders/{id}/cancel', { params: { path: { id: data?.id ?? '' } } });
  });
  check(cancelled.data?.status === 'cancelled', 'cancel', cancelled.error);
  const { error } = await place(anOrder('nobody'));
  check(error?.errors?.[0]?.pointer === '/applicant/email', 'problem', error);
}
