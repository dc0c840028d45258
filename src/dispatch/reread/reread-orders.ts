import { type Author } from '../../audit/append-audit.query.js';
import { type SendingConfig } from '../../config/config.js';
import {
  type OrderChangeRepository,
  type SettledByReply,
} from '../../orders/resolve/order-change.repository.js';
import { type Exchange, type OrderTables, rereadOrder } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { type Clock } from '../../shared/clock.js';
import { type RereadRequest, type RereadText } from '../../shared/reread-text.js';
import { interpret } from '../record/interpret.js';
import { type KeptOrderReply, type KeptRepliesRepository } from './kept-replies.repository.js';

const NOTE = "Sectigo's reply, which was kept, has been read again.";

type Meaning =
  | { readonly kind: 'settles'; readonly settled: SettledByReply; readonly detail: string }
  | { readonly kind: 'stays'; readonly detail: string };

/** Nothing is exchanged. */
const NO_EXCHANGE: Exchange = {
  httpStatus: null,
  durationMs: 0,
  requestDigest: null,
  replyDigest: null,
  rawReply: null,
  rawReplyFramed: null,
};

/**
 * Reads the kept replies of orders whose outcome is unknown with today's reader and tables. Never sends anything, nor makes
 * anything that would be sent: what says that an order may go out again is for people.
 */
export class RereadOrders {
  constructor(
    private readonly replies: KeptRepliesRepository,
    private readonly changes: OrderChangeRepository,
    private readonly tables: OrderTables,
    private readonly config: Pick<SendingConfig, 'submissions'>,
    private readonly clock: Clock,
  ) {}

  async execute({ since, apply }: RereadRequest, by: Author): Promise<RereadText[]> {
    const results: RereadText[] = [];
    for (const reply of await this.replies.unread(since)) {
      const meaning = await this.meaningOf(reply);
      const done = apply && meaning.kind === 'settles' ? await this.settle(reply, meaning, by) : meaning;
      results.push(toResult(reply, done));
    }
    return results;
  }

  private async meaningOf(reply: KeptOrderReply): Promise<Meaning> {
    const outcome = { ...rereadOrder(reply, this.tables, this.clock), exchange: NO_EXCHANGE };
    const { decision } = interpret(outcome, reply.attempts, this.config.submissions, 0);
    switch (decision.status) {
      case 'placed': {
        const { placed } = decision;
        const { orderNumber } = placed;
        if (!reply.newest)
          return stays(
            `Sectigo gave it the number ${orderNumber}, but another attempt or somebody came after`,
          );
        if (await this.replies.isKnown(orderNumber))
          return stays(`another order has the number ${orderNumber}`);
        const settled = { status: decision.status, placed, at: reply.finishedAt };
        return { kind: 'settles', settled, detail: `Sectigo's order number is ${orderNumber}` };
      }
      case 'rejected':
      case 'failed': {
        if (!reply.newest) return stays('another attempt, or somebody, came after this reply');
        if (!reply.alone) return stays('Sectigo refused this attempt, but another one may have bought it');
        const { status, problem } = decision;
        return { kind: 'settles', settled: { status, problem }, detail: problem.code };
      }
      case 'queued':
      case 'held':
        return stays('nothing was ordered, and it may be sent again: resolve it by hand');
      case 'outcome-unknown':
        return stays('it still tells nothing for certain');
      default:
        return assertNever(decision);
    }
  }

  private async settle(
    { orderId, fence }: KeptOrderReply,
    meaning: Extract<Meaning, { kind: 'settles' }>,
    by: Author,
  ): Promise<Meaning> {
    const settled = await this.changes.settleByReply(orderId, fence, meaning.settled, { by, note: NOTE });
    return settled ? meaning : stays('it has gone on meanwhile, or another order got its number');
  }
}

function stays(detail: string): Meaning {
  return { kind: 'stays', detail };
}

function toResult({ orderId: id, finishedAt: at }: KeptOrderReply, meaning: Meaning): RereadText {
  const to = meaning.kind === 'settles' ? meaning.settled.status : null;
  return { id, at, from: 'outcome-unknown', to, detail: meaning.detail };
}
