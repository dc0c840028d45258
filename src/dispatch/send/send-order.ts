import { Injectable, Logger } from '@nestjs/common';
import { type SpanFacts, Tracing } from '../../platform/tracing/tracing.js';
import { type OrderOutcome, SectigoClient } from '../../sectigo/index.js';
import { AttemptRepository } from '../attempt.repository.js';
import { type Claim } from '../claim/claim.query.js';
import { toSectigoValues } from './to-sectigo-values.js';

/** Sends a claimed order, once. Sectigo itself hears nothing of traces. */
@Injectable()
export class SendOrder {
  private readonly logger = new Logger(SendOrder.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly sectigo: SectigoClient,
    private readonly tracing: Tracing,
  ) {}

  execute(claim: Claim): Promise<OrderOutcome> {
    return this.tracing.span('exchange with Sectigo', { kind: 'client' }, async (span) => {
      const outcome = await this.sectigo.placeOrder(toSectigoValues(claim.details), {
        // whether the claim still holds; from here on the attempt counts as sent
        beforeSend: () => this.attempts.markSending(claim),
        foreignOrderNumber: claim.orderId,
      });
      span.setAttributes(factsOf(outcome));
      if (outcome.kind === 'not-sent' && outcome.reason === 'credentials-unavailable') {
        this.logger.error({ orderId: claim.orderId, why: outcome.detail }, 'nothing can be sent to Sectigo');
      }
      return outcome;
    });
  }
}

function factsOf(outcome: OrderOutcome): SpanFacts {
  return {
    'gateway.outcome': outcome.kind,
    'gateway.reason': 'reason' in outcome ? outcome.reason : null,
    'gateway.sectigo.code': 'errorCode' in outcome ? outcome.errorCode : null,
    'http.response.status_code': outcome.exchange.httpStatus,
  };
}
