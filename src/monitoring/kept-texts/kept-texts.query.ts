import { Injectable } from '@nestjs/common';
import { type KeptText } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { cutPage, type Page } from '../../shared/page.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import {
  type KeptTextResponse,
  type KeptTextSummaryResponse,
  type ListKeptTextsQuery,
} from './ops-kept-texts.dto.js';

/** Replies that could not be read in full, for operators. */
@Injectable()
export class KeptTextsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first, without the texts, which may be long. */
  async list({
    limit,
    cursor = '',
    command,
    reason,
  }: ListKeptTextsQuery): Promise<Page<KeptTextSummaryResponse>> {
    const before = parseSequenceId('txt', cursor);
    const found = await this.prisma.keptText.findMany({
      where: {
        ...(command !== undefined && { command }),
        ...(reason !== undefined && { reason }),
        ...(before !== undefined && { seq: { lt: before } }),
      },
      omit: { text: true },
      orderBy: { seq: 'desc' },
      take: limit + 1,
    });
    return cutPage(found, limit, toSummary);
  }

  async one(id: string): Promise<KeptTextResponse> {
    const seq = parseSequenceId('txt', id);
    const kept = seq === undefined ? null : await this.prisma.keptText.findUnique({ where: { seq } });
    if (kept === null) throw new GatewayError('not-found');
    return { ...toSummary(kept), text: kept.text };
  }
}

function toSummary(kept: Omit<KeptText, 'text'>): KeptTextSummaryResponse {
  const { seq, command, reason, orderId, httpStatus, bytes, receipts, receivedAt, lastReceivedAt } = kept;
  return {
    id: sequenceId('txt', seq),
    command,
    reason,
    orderId,
    httpStatus,
    bytes,
    receipts,
    receivedAt: receivedAt.toISOString(),
    lastReceivedAt: lastReceivedAt.toISOString(),
  };
}
