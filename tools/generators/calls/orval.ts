import * as api from './sdk/orval';
import { anOrder, check, newKey, type World } from './world';

/** Its address is written into it when it is generated. */
export async function calls({ key, issue, paused }: World): Promise<void> {
  const authorization = `Bearer ${key}`;
  const options = { headers: { authorization } };
  const place = (body: api.PlaceOrder, more: Record<string, string> = { prefer: 'wait=20' }) =>
    api.placeOrder(body, { headers: { authorization, 'idempotency-key': newKey(), ...more } });

  const placed = await place(anOrder());
  check(placed.status === 201, 'place', placed.data);
  const { id, sectigo } = placed.data;
  const order = await api.getOrder(id, options);
  check(order.status === 200 && order.data.id === id, 'get', order.data);
  const list = await api.listOrders({ test: false, status: ['placed'] }, options);
  check(list.status === 200 && typeof list.data === 'object', 'list', list.data);
  check(
    list.data.data.some((one) => one.id === id),
    'list has it',
    list.data,
  );

  await issue(sectigo?.orderNumber);
  const details = await api.getCertificateDetails(id, options);
  check(details.status === 200 && details.data.orderId === id, 'certificate', details.data);
  const pem = await api.getCertificate(id, options);
  check(pem.status === 200 && pem.data instanceof Blob, 'certificate as a file', pem.data);
  check((await pem.data.text()).startsWith('-----BEGIN CERTIFICATE-----'), 'which is PEM', pem.data);

  const events = await api.listEvents({ orderId: id }, options);
  check(events.status === 200 && typeof events.data === 'object', 'events', events.data);
  const issued = events.data.data.find((event) => event.type === 'certificate.issued');
  check(
    issued?.type === 'certificate.issued' && issued.data.certificateStatus === 'issued',
    'event',
    events.data,
  );
  const timeline = await api.getOrderTimeline(id, options);
  check(timeline.status === 200, 'timeline', timeline.data);
  const attempt = timeline.data.data.find((entry) => entry.kind === 'attempt');
  check(attempt?.outcome === 'placed', 'attempt', timeline.data);

  const cancelled = await paused(async () => {
    const queued = await place(anOrder(), {});
    check(queued.status === 202, 'place while nothing is sent', queued.data);
    return api.cancelOrder(queued.data.id, undefined, options);
  });
  check(cancelled.status === 200 && cancelled.data.status === 'cancelled', 'cancel', cancelled.data);
  const problem = await place(anOrder('nobody'));
  check(problem.status === 422, 'problem', problem.data);
  check(problem.data.errors?.[0]?.pointer === '/applicant/email', 'its field', problem.data);
}
