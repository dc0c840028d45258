import { Module } from '@nestjs/common';
import { provideQueue } from '../platform/queues/job-queue.js';
import { WEBHOOKS_QUEUE } from './deliver/webhook-queue.js';
import { WebhookRelay } from './deliver/webhook.relay.js';

/** The way to wake workers for webhooks. */
@Module({ providers: [provideQueue(WEBHOOKS_QUEUE), WebhookRelay], exports: [WebhookRelay] })
export class WebhookQueueModule {}
