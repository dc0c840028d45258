import { Injectable, Logger } from '@nestjs/common';
import { addressFacts } from '../../platform/tracing/span-facts.js';
import { type Span, Tracing } from '../../platform/tracing/tracing.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { ReceiverCheck } from '../receivers/receiver-check.js';
import { signatureHeaders } from '../receivers/signature.js';
import { postToReceiver, type ReceiverReply } from '../receivers/webhook.client.js';
import { Keyring } from '../secrets/keyring.js';
import { decideDelivery, SECRET_UNREADABLE } from './delivery-decision.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { type ClaimedDelivery } from './claim-deliveries.query.js';
import { DeliveryRepository } from './delivery.repository.js';
import { payloadOf } from './delivery-payload.js';

/** How much a receiver gets at the same time. */
const MOST_AT_ONCE = 4;
/** After this the next webhook in the queue has its turn, though more may be due. */
const TURN_MS = 5_000;
const TRY_WITHIN_MS = 15_000;
/** Others take a try for lost when it is silent for longer than it can last, name servers and database included. */
const LEASE_MS = TRY_WITHIN_MS + 30_000;
/** How long a gateway that stops lets tries go on. */
const GRACE_MS = 5_000;

/** Sends what is due to one receiver: one try after the other, a few at a time. */
@Injectable()
export class DeliverDue {
  private readonly logger = new Logger(DeliverDue.name);
  private readonly interruption = new AbortController();
  private stopping = false;

  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly keyring: Keyring,
    private readonly receivers: ReceiverCheck,
    private readonly metrics: DeliveryMetrics,
    private readonly tracing: Tracing,
  ) {}

  /** Gives the webhook its turn. */
  async execute(webhookId: string): Promise<void> {
    const endsAt = Date.now() + TURN_MS;
    const lanes: Promise<void>[] = [];
    // a lane that found something starts the next one: there may be more
    const startLane = (): void => {
      if (lanes.length < MOST_AT_ONCE) lanes.push(this.lane(webhookId, endsAt, startLane));
    };
    startLane();
    for (const lane of lanes) await lane;
  }

  /** No further tries; those under way are cut off after a moment and made again later. */
  stop(): void {
    this.stopping = true;
    setTimeout(() => this.interruption.abort(), GRACE_MS).unref();
  }

  /** Never rejects: what could not be recorded is tried again when its lease ends. */
  private async lane(webhookId: string, endsAt: number, foundOne: () => void): Promise<void> {
    try {
      while (!this.stopping && Date.now() < endsAt) {
        const delivery = await this.deliveries.claim(webhookId, LEASE_MS);
        if (delivery === null) return;
        foundOne();
        await this.attempt(delivery);
      }
    } catch (error) {
      this.logger.warn({ err: error, webhookId }, 'deliveries of a webhook failed with an error');
    }
  }

  private attempt(delivery: ClaimedDelivery): Promise<void> {
    const { webhookId, event, url, traceparent: parent } = delivery;
    const { orderId } = event;
    // never its path, which may be a secret
    const facts = {
      'http.request.method': 'POST',
      ...addressFacts(new URL(url)),
      'gateway.webhook.id': webhookId,
      'gateway.event.id': sequenceId('evt', event.seq),
      'gateway.event.type': event.type,
    };
    const options = { kind: 'client', parent, facts, ...(orderId !== null && { orderId }) } as const;
    return this.tracing.span('deliver webhook', options, (span) => this.deliver(delivery, span));
  }

  private async deliver(delivery: ClaimedDelivery, span: Span): Promise<void> {
    const startedAt = performance.now();
    const reply = await this.send(delivery);
    const durationMs = Math.round(performance.now() - startedAt);
    const next = decideDelivery(reply, delivery.attempts);
    this.metrics.tried(next, durationMs);
    span.setAttributes({ 'gateway.delivery.next': next.next });
    if (reply.kind === 'replied') span.setAttributes({ 'http.response.status_code': reply.status });
    else span.fail(reply.reason);
    await this.deliveries.record({ claim: delivery, reply, durationMs, next });
  }

  /** The name is resolved and checked anew for each try, and the connection goes to the address that was checked. */
  private async send(delivery: ClaimedDelivery): Promise<ReceiverReply> {
    const { webhookId, event, sentAt, url } = delivery;
    const [newest, previous] = delivery.secrets.map((stored) => this.keyring.open(stored, webhookId));
    // its key is here, so the row was changed by hand
    if (newest === undefined) return { kind: 'failed', reason: SECRET_UNREADABLE };
    const secrets = previous === undefined ? [newest] : [newest, previous];
    const checked = await this.receivers.check(url);
    if (!checked.ok) return { kind: 'failed', reason: checked.refusal.code };
    const body = payloadOf(event);
    const message = { id: sequenceId('evt', event.seq), sentAt, body };
    const headers = { 'Content-Type': 'application/json', ...signatureHeaders(message, secrets) };
    const request = { url: checked.url, address: checked.address, headers, body };
    return postToReceiver(request, TRY_WITHIN_MS, this.interruption.signal);
  }
}
