import { randomUUID } from 'node:crypto';
import { Gateway, GatewayProblem, type NewOrder } from '@sectigo-gateway/client';

const { GATEWAY_URL = 'http://localhost:3000', GATEWAY_KEY = '' } = process.env;
const gateway = new Gateway({ url: GATEWAY_URL, key: GATEWAY_KEY });

const order: NewOrder = {
  certificateType: 'organization',
  provisioning: { method: 'deferred' },
  organization: {
    // another name each time: the same certificate within 24 hours would be a duplicate
    name: `Example ${randomUUID().slice(0, 8)}`,
    address: {
      line1: 'Elm Street 12',
      city: 'Los Angeles',
      stateOrProvince: 'CA',
      postalCode: '90002',
      country: 'US',
    },
  },
  applicant: { jobTitle: 'Ms', firstName: 'Maria', lastName: 'Doe', email: 'maria.doe@example.com' },
};

// A mistake: every fault at once, with a pointer to the field; nothing is stored or sent.
try {
  await gateway.placeOrder(randomUUID(), { ...order, applicant: { ...order.applicant, email: 'maria.doe' } });
} catch (error) {
  if (!(error instanceof GatewayProblem)) throw error;
  for (const { pointer, detail } of error.problem.errors ?? []) console.log(`refused  ${pointer} ${detail}`);
}

const key = randomUUID();
const { id } = await gateway.placeOrder(key, order);
console.log(`accepted ${id}`);

// Sent again, as after an answer that got lost: it is the same order.
const again = await gateway.placeOrder(key, order);
console.log(`again    ${again.id}`);

const placed = await gateway.waitForOrder(id);
console.log(`placed   Sectigo order number ${placed.sectigo?.orderNumber}, cost ${placed.sectigo?.cost}`);

// What happened on the way.
const { data: timeline } = await gateway.api.GET('/v1/orders/{id}/timeline', { params: { path: { id } } });
for (const entry of timeline?.data ?? []) {
  const what = entry.kind === 'event' ? entry.type : entry.kind === 'attempt' ? entry.outcome : '';
  console.log(`${entry.at} ${entry.kind} ${what}`);
}
