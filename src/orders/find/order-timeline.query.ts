import { Injectable } from '@nestjs/common';
import { type Principal } from '../../access/principal.js';
import { type KeptText, type Revocation } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type TimelineEntry } from './timeline.response.js';
import { OrderAnswer } from './order.answer.js';

@Injectable()
export class OrderTimelineQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly answer: OrderAnswer,
  ) {}

  /** Everything that happened to an order, oldest first. */
  async of(orderId: string, requestId: string, caller: Principal): Promise<TimelineEntry[]> {
    const isOperator = caller.role !== 'client';
    const [events, attempts, revocation, texts] = await Promise.all([
      this.prisma.event.findMany({ where: { orderId }, orderBy: { seq: 'asc' } }),
      this.prisma.attempt.findMany({ where: { orderId }, orderBy: { fence: 'asc' } }),
      this.prisma.revocation.findUnique({ where: { orderId } }),
      isOperator ? this.prisma.keptText.findMany({ where: { orderId }, orderBy: { seq: 'asc' } }) : [],
    ]);
    const entries: TimelineEntry[] = [
      ...events.map(({ createdAt, type, version, data }) => ({
        at: createdAt.toISOString(),
        kind: 'event' as const,
        type,
        ...(version !== null && { version }),
        data: data as object,
      })),
      ...attempts.map(
        ({ orderId: _orderId, startedAt, finishedAt, rawReply, rawReplyFramed: _, ...attempt }) => ({
          at: startedAt.toISOString(),
          kind: 'attempt' as const,
          finishedAt: finishedAt?.toISOString() ?? null,
          ...attempt,
          ...(isOperator && { rawReply }),
        }),
      ),
      ...(revocation === null ? [] : [this.revocationEntry(revocation, requestId)]),
      ...texts.map(textEntry),
    ];
    return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  private revocationEntry(revocation: Revocation, requestId: string): TimelineEntry {
    const { orderId, requestedAt, settledAt, outcome, status, reason, reasonCode, attempts } = revocation;
    const problem = revocation.problem as unknown as ProblemOccurrence | null;
    return {
      at: requestedAt.toISOString(),
      kind: 'revocation',
      finishedAt: settledAt?.toISOString() ?? null,
      outcome,
      problem: this.answer.problem(problem, orderId, requestId),
      data: { status, reason, reasonCode, attempts },
    };
  }
}

/** A reply about the order that was not read whole. */
function textEntry({
  receivedAt,
  lastReceivedAt,
  command,
  reason,
  httpStatus,
  text,
  receipts,
}: KeptText): TimelineEntry {
  return {
    at: receivedAt.toISOString(),
    kind: 'unread-reply',
    finishedAt: lastReceivedAt.toISOString(),
    reason,
    httpStatus,
    rawReply: text,
    data: { command, receipts },
  };
}
