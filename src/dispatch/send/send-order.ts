import { Inject, Injectable, Logger } from '@nestjs/common';
import { Config, type RunningConfig } from '../../config/config.js';
import { addressFacts } from '../../platform/tracing/span-facts.js';
import { type SpanFacts, Tracing } from '../../platform/tracing/tracing.js';
import { type NotSentReason, SectigoClient } from '../../sectigo/index.js';
import { AttemptRepository } from '../attempt.repository.js';
import { type Claim } from '../claim/claim.query.js';
import { errorCodeOf, interpret, type Interpretation } from '../record/interpret.js';
import { toSectigoValues } from './to-sectigo-values.js';

/** Reasons that an operator must fix before anything is sent; they are logged. */
const FOR_PEOPLE: ReadonlySet<NotSentReason> = new Set([
  'credentials-unavailable',
  'proxy-refused',
  'proxy-login-refused',
]);

/** Sends a claimed order, once, and says what follows. Sectigo itself hears nothing of traces. */
@Injectable()
export class SendOrder {
  private readonly logger = new Logger(SendOrder.name);
  private readonly facts: SpanFacts;

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly sectigo: SectigoClient,
    @Inject(Config) private readonly config: Pick<RunningConfig, 'sectigo' | 'submissions'>,
    private readonly tracing: Tracing,
  ) {
    this.facts = { 'http.request.method': 'POST', ...addressFacts(new URL(config.sectigo.url)) };
  }

  execute(claim: Claim): Promise<Interpretation> {
    return this.tracing.span('exchange with Sectigo', { kind: 'client', facts: this.facts }, async (span) => {
      const { orderId } = claim;
      const carriesOurId = this.sectigo.takesForeignOrderNumbers;
      const outcome = await this.sectigo.placeOrder(toSectigoValues(claim.details), {
        // whether the claim still holds; from here on the attempt counts as sent
        beforeSend: () => this.attempts.markSending(claim, carriesOurId),
        foreignOrderNumber: carriesOurId ? orderId : undefined,
      });
      if (outcome.kind === 'refused' && outcome.refusesOurNumber === true) {
        this.logger.error(
          { orderId },
          'Sectigo refuses foreignOrderNumber: from now on orders go without it',
        );
      }
      if (outcome.kind === 'not-sent' && FOR_PEOPLE.has(outcome.reason)) {
        this.logger.error({ orderId, why: outcome.detail }, 'nothing can be sent to Sectigo');
      }
      const meaning = interpret(outcome, claim.attempts, this.config.submissions, Math.random());
      const { report } = meaning;
      span.setAttributes({
        'gateway.outcome': report.outcome,
        'gateway.reason': report.reason,
        'gateway.sectigo.code': errorCodeOf(report),
        'http.response.status_code': outcome.exchange.httpStatus,
      });
      if (report.reason !== null) span.fail(report.reason);
      return meaning;
    });
  }
}
