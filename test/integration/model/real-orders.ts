import pg from 'pg';
import { OrderChangeRepository } from '../../../src/orders/resolve/order-change.repository.js';
import { type EarlierOrder, OrderRepository } from '../../../src/orders/place/order.repository.js';
import { type NewOrder } from '../../../src/orders/place/new-order.js';
import { SubmissionGateRepository } from '../../../src/gate/submission-gate.repository.js';
import { PrismaService } from '../../../src/platform/prisma/prisma.service.js';
import { assertNever } from '../../../src/shared/assert-never.js';
import { GatewayError } from '../../../src/shared/gateway-error.js';
import { AttemptRepository, OrderNumberTaken } from '../../../src/dispatch/attempt.repository.js';
import { type Claim } from '../../../src/dispatch/claim/claim.query.js';
import { sendingConfig } from '../../factories/sending-config.js';
import { anActor } from '../../factories/actor.js';
import { decisionOf, reportOf } from './findings.js';
import { newOrder } from './new-order.js';
import { LOOK, RESET, TIME } from './sql.js';
import { type Answer, type Finding, type Request, type Step, type View } from './steps.js';

/** Long enough never to pass within a test: time passes by the steps that say so. */
const HOUR_MS = 3_600_000;
/** As often as the use case tries when a guard refuses and then nothing is in the way any more. */
const ROUNDS = 3;
/** More places than orders: the limits of sending have tests of their own. */
const CONFIG = sendingConfig(HOUR_MS, { concurrency: 100, maxAttempts: 8, holdProbeMs: HOUR_MS });
/** Accepted by Sectigo, and no attempt tells anything else: nothing ever waits for a trial or a breaker. */
const LOGIN = 'abcd';
const NOTHING_TOLD = { login: 'untold', reach: 'untold' } as const;
const WISH = { by: anActor(), note: 'a note' };
const NOT_PLACED = { code: 'order-not-placed' } as const;

/** The same steps on the real repositories and a real Postgres; the one place that calls them. */
export class RealOrders {
  private readonly prisma: PrismaService;
  private readonly orders: OrderRepository;
  private readonly changes: OrderChangeRepository;
  private readonly attempts: AttemptRepository;
  private readonly gate: SubmissionGateRepository;
  private readonly claims = new Map<string, Claim>();
  /** For what tests may do and repositories may not: look, hold locks, let time pass. */
  readonly database: pg.Client;

  constructor(url: string) {
    this.prisma = new PrismaService(url, 4);
    this.orders = new OrderRepository(this.prisma);
    this.changes = new OrderChangeRepository(this.prisma);
    this.attempts = new AttemptRepository(this.prisma, CONFIG);
    this.gate = new SubmissionGateRepository(this.prisma);
    this.database = new pg.Client({ connectionString: url });
  }

  async connect(): Promise<void> {
    await this.database.connect();
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.prisma.onApplicationShutdown();
  }

  async reset(): Promise<void> {
    this.claims.clear();
    await this.database.query(RESET);
  }

  async view(): Promise<View> {
    const { rows } = await this.database.query<{ view: View }>(LOOK);
    const [row] = rows;
    if (!row) throw new Error('nothing to see');
    return row.view;
  }

  async perform(step: Step): Promise<Answer> {
    switch (step.do) {
      case 'accept':
        return this.accept(step.request);
      case 'claim':
        return this.claim(step.id, step.worker);
      case 'record':
        return this.record(step.id, step.fence, step.finding);
      case 'give up expired leases':
        return (await this.attempts.giveUpExpiredLeases()).sort().join(' ');
      case 'cancel':
        return changed(await this.changes.cancel(step.id, WISH));
      case 'retry':
        return changed(await this.changes.retry(step.id, WISH));
      case 'resolve: placed':
        return this.resolvePlaced(step.id, step.number);
      case 'resolve: resubmit':
        return changed(await this.changes.resolveResubmit(step.id, WISH));
      case 'resolve: failed':
        return changed(await this.changes.resolveFailed(step.id, NOT_PLACED, WISH));
      case 'close gate':
        await this.gate.close('a reason', WISH.by);
        return 'done';
      case 'open gate':
        return handedOver(await this.gate.open(WISH.by));
      case 'start probe':
        return handedOver(await this.gate.startProbe(HOUR_MS));
      case 'open gate after probe':
        return handedOver(await this.gate.openAfterProbe(step.id));
      case 'lease runs out':
      case 'pause ends':
        await this.database.query(TIME[step.do], [step.id]);
        return 'done';
      case 'probe interval ends':
      case 'slow-down ends':
      case 'a day passes':
        await this.database.query(TIME[step.do]);
        return 'done';
      default:
        return assertNever(step);
    }
  }

  private async accept(request: Request): Promise<Answer> {
    const order = newOrder(request);
    for (let round = 0; round < ROUNDS; round += 1) {
      if ((await this.orders.accept(order)).kind === 'accepted') return 'accepted';
      const earlier = await this.orders.findEarlier(order);
      if (earlier) return refusal(earlier, order);
    }
    return 'refused by nobody';
  }

  private async claim(id: string, worker: string): Promise<Answer> {
    const answer = await this.attempts.claim({ orderId: id, worker, login: LOGIN });
    if (answer.kind !== 'claimed') return 'nothing';
    const { claim } = answer;
    this.claims.set(`${id} ${claim.fence}`, claim);
    return `fence ${claim.fence}, attempt ${claim.attempts}`;
  }

  private async record(id: string, fence: number, finding: Finding): Promise<Answer> {
    const claim = this.claims.get(`${id} ${fence}`);
    if (!claim) throw new Error(`nobody claimed ${id} with ${fence}`);
    try {
      const told = { finding: NOTHING_TOLD, decision: decisionOf(finding), report: reportOf(finding) };
      const moved = await this.attempts.record({ claim, login: LOGIN, ...told });
      return moved === null ? 'gone on' : `version ${moved.version}`;
    } catch (error) {
      if (error instanceof OrderNumberTaken) return 'number taken';
      throw error;
    }
  }

  private async resolvePlaced(id: string, number: string): Promise<Answer> {
    try {
      return changed(await this.changes.resolvePlaced(id, { orderNumber: number, cost: null }, WISH));
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'validation-failed') return 'number taken';
      throw error;
    }
  }
}

function changed(isChanged: boolean): Answer {
  return isChanged ? 'changed' : 'refused';
}

function refusal(earlier: EarlierOrder, order: NewOrder): Answer {
  switch (earlier.guard) {
    case 'idempotency-key':
      return earlier.requestDigest === order.requestDigest ? `replay of ${earlier.orderId}` : 'key reused';
    case 'reference':
      return `reference of ${earlier.orderId}`;
    case 'renewal':
      return `renewal by ${earlier.orderId}`;
    case 'certificate':
      return `duplicate of ${earlier.orderId}`;
  }
}

function handedOver(orders: readonly { readonly orderId: string; readonly version: number }[]): Answer {
  return orders.map(({ orderId, version }) => `${orderId} ${version}`).join(' ');
}
