import { EventLogQuery } from '../../dist/events/event-log.query.js';
import { ExpiryRepository } from '../../dist/certificates/expire/expiry.repository.js';
import { InboxRepository } from '../../dist/certificates/push/inbox.repository.js';
import { StatusPollsRepository } from '../../dist/certificates/poll/status-polls.repository.js';
import { AuditChainQuery } from '../../dist/monitoring/audit/audit-chain.query.js';
import { AuditEntriesQuery } from '../../dist/monitoring/audit/audit-entries.query.js';
import { BalanceRepository } from '../../dist/monitoring/balance/balance.repository.js';
import { ActivityQuery } from '../../dist/monitoring/summary/activity.query.js';
import { CountsRepository } from '../../dist/monitoring/counts/counts.repository.js';
import { CertificateStateQuery } from '../../dist/monitoring/metrics/certificate-state.query.js';
import { GatewayStateQuery } from '../../dist/monitoring/metrics/gateway-state.query.js';
import { SummaryQuery } from '../../dist/monitoring/summary/summary.query.js';
import { OrderTimelineQuery } from '../../dist/orders/find/order-timeline.query.js';
import { OrderQuery } from '../../dist/orders/find/order.query.js';
import { OrderRepository } from '../../dist/orders/place/order.repository.js';
import { OpenOrdersQuery } from '../../dist/orders/queue/open-orders.query.js';
import { SubmissionGateRepository } from '../../dist/gate/submission-gate.repository.js';
import { RevocationAttemptRepository } from '../../dist/certificates/revoke/revocation-attempt.repository.js';
import { AttemptRepository } from '../../dist/dispatch/attempt.repository.js';
import { ReconciliationRepository } from '../../dist/dispatch/reconcile/reconciliation.repository.js';
import { SubmissionSlotsRepository } from '../../dist/dispatch/claim/submission-slots.repository.js';
import { DeliveryRepository } from '../../dist/webhooks/deliver/delivery.repository.js';
import { FanOutRepository } from '../../dist/webhooks/deliver/fan-out.repository.js';
import { Keyring } from '../../dist/webhooks/secrets/keyring.js';
import { clientId } from './fill-orders.mjs';

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS);
/** A transaction has none, and the repository asks how many connections there are. */
const withPool = (db) => ({ pool: { options: { max: 1 } }, $queryRaw: (...sql) => db.$queryRaw(...sql) });
const ALL = { after: 0n, upTo: 10n ** 12n };

/** With the limits and settings that the product calls them with; `sample` has an order of the middle of the year. */
export function sweepCalls({ orderId, webhookId, settled, auditSeq, order }) {
  const events =
    (filter, limit = 51) =>
    (db) =>
      new EventLogQuery(db).newestFirst(filter, ALL, limit);
  const audit = (filter) => (db) => new AuditEntriesQuery(db).list({ limit: 50, ...filter });
  const list = (filter) => (db) => new OrderQuery(db).list(filter, { limit: 51 });
  const newOrder = {
    clientId: clientId(1),
    idempotencyKey: 'x',
    certificateDigest: 'x',
    meaningDigest: 'v2:x',
    details: {},
    renewalOf: orderId,
  };
  return [
    ['every second', 'overdue orders', (db) => new OpenOrdersQuery(db).overdue(1_000, 500)],
    [
      'every second',
      'expired leases: requeue',
      (db) => new AttemptRepository(db, { submissions: { maxAttempts: 5 } }).requeueUnsent(),
    ],
    ['every second', 'expired leases: give up', (db) => new AttemptRepository(db, {}).giveUpExpiredLeases()],
    [
      'every second',
      'slots of ended workers',
      (db) => new SubmissionSlotsRepository(db).freeThoseOfEndedWorkers(),
    ],
    ['every second', 'probe of a closed gate', (db) => new SubmissionGateRepository(db).startProbe(300_000)],
    ['every second', 'reconciliations due', (db) => new ReconciliationRepository(db).takeDue(60_000, 50)],
    ['each report', 'unsettled orders', (db) => new ReconciliationRepository(db).unsettled()],
    ['every second', 'status reads: any due', (db) => new StatusPollsRepository(db).isDue()],
    ['every second', 'status reads: take', (db) => new StatusPollsRepository(db).takeDue(60)],
    ['every second', 'pushes due', (db) => new InboxRepository(db).takeDue(50)],
    [
      'each push',
      'certificate change of a push',
      (db) =>
        new InboxRepository(db).apply(1n, {
          change: { orderId, to: 'revoked', description: null, at: new Date() },
        }),
    ],
    ['every 10 s', 'expiry notices', (db) => new ExpiryRepository(db).tellDue(200)],
    ['every second', 'revocations: any due', (db) => new RevocationAttemptRepository(db).anyDue()],
    ['every second', 'revocations: claim', (db) => new RevocationAttemptRepository(db).claim(60_000)],
    ['every minute', 'balance: worth asking', (db) => new BalanceRepository(db).isWorthAsking()],
    ['every second', 'end of the event log', (db) => new EventLogQuery(db).newestSettled()],
    ['every second', 'deliveries of 500 new events', (db) => new FanOutRepository(db).next(settled, 500)],
    [
      'every second',
      'webhooks with due deliveries',
      (db) => new DeliveryRepository(db, new Keyring()).findDue(500),
    ],
    [
      'each delivery',
      'claim a delivery',
      (db) => new DeliveryRepository(db, new Keyring()).claim(webhookId, 60_000),
    ],
    [
      'scrape',
      'state: metrics and summary',
      (db) => new GatewayStateQuery(db, new CertificateStateQuery(db), new CountsRepository(db)).read(),
    ],
    ['scrape', '– of it certificates', (db) => new CertificateStateQuery(db).read()],
    [
      'every 10 s',
      'counts of 6,000 events',
      async (db) => {
        const counts = new CountsRepository(db);
        await counts.countEvents(await counts.position(), settled);
      },
    ],
    [
      'every day',
      'final orders, one by one',
      async (db) => {
        const counts = new CountsRepository(db);
        await counts.countOrders(await counts.position());
      },
    ],
    ['summary', 'attempts of a day', (db) => new SummaryQuery(db, new CountsRepository(db)).attempts()],
    ['summary', 'time to placed', (db) => new SummaryQuery(db, new CountsRepository(db)).timeToPlaced()],
    ['summary', 'spend of the month', (db) => new SummaryQuery(db, new CountsRepository(db)).spend()],
    ['activity', '1 day', (db) => new ActivityQuery(db, new CountsRepository(db)).overHours(24)],
    ['activity', '7 days', (db) => new ActivityQuery(db, new CountsRepository(db)).overHours(7 * 24)],
    ['activity', '90 days', (db) => new ActivityQuery(db, new CountsRepository(db)).overHours(90 * 24)],
    ['events', 'all', events({})],
    ['events', 'one client', events({ clientId: clientId(1) })],
    ['events', 'one order', events({ orderId })],
    ['events', 'frequent type', events({ types: ['order.placed'] })],
    ['events', 'rare type', events({ types: ['webhook.disabled', 'order.reconciled'] })],
    ['events', 'type that never was', events({ types: ['certificate.expiring'] })],
    ['events', 'rare type of one client', events({ clientId: clientId(1), types: ['order.reconciled'] })],
    [
      'events',
      'tail: the last 1000',
      (db) => new EventLogQuery(db).oldestFirst({}, { after: settled - 1_000n, upTo: settled }, 1_000),
    ],
    ['timeline', 'one order', (db) => new OrderTimelineQuery(db).of(orderId, 'bench', { role: 'operator' })],
    ['orders', 'ending within 30 days', list({ expiresBefore: inDays(30) })],
    [
      'orders',
      'ending within 30 days, large client',
      list({ clientId: clientId(1), expiresBefore: inDays(30) }),
    ],
    [
      'orders',
      'ending within 30 days, small client',
      list({ clientId: clientId(45), expiresBefore: inDays(30) }),
    ],
    ['orders', 'ended a year ago', list({ expiresBefore: inDays(-365) })],
    ['orders', 'ending within 3 years', list({ expiresBefore: inDays(1_000) })],
    ['each order', 'earlier order, renewal', (db) => new OrderRepository(withPool(db)).findEarlier(newOrder)],
    ['each order', 'accept, client with limits', (db) => new OrderRepository(withPool(db)).accept(order)],
    ['audit', 'all', audit({})],
    ['audit', 'one actor', audit({ actor: 'key_7' })],
    ['audit', 'one client', audit({ actor: clientId(7) })],
    ['audit', 'nobody', audit({ actor: 'nobody' })],
    ['audit', 'rare action', audit({ action: 'webhook.replay' })],
    ['audit', 'one target', audit({ targetId: 'ord_7' })],
    ['audit', 'until a year ago', audit({ until: inDays(-365) })],
    ['audit', 'verify 10,000', (db) => new AuditChainQuery(db).check(auditSeq, 10_000, null)],
  ];
}
