import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../access/principal.js';
import { CountsAs } from '../access/rates/rate-kind.js';
import { ProblemFilter } from '../http/problem/problem.filter.js';
import { type BatchResponse, type BatchResult } from './dto/batch.dto.js';
import { readBatch } from './dto/read-batch.js';
import { DescribePlaceBatch } from './order-batch.openapi.js';
import { DescribeOrders } from './orders.openapi.js';
import { type BatchOutcome, PlaceBatch } from './place-batch.js';

const ACCEPTED = 202;

@DescribeOrders()
@CountsAs('orders')
@Controller('v1/orders/batch')
export class OrderBatchController {
  constructor(
    private readonly placeBatch: PlaceBatch,
    private readonly problems: ProblemFilter,
  ) {}

  @DescribePlaceBatch()
  @HttpCode(200)
  @Post()
  async place(
    @Caller() caller: Principal,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<BatchResponse> {
    const items = readBatch(body);
    const outcomes = await this.placeBatch.execute(caller, items);
    const results = outcomes.map((outcome, at) => ({
      idempotencyKey: textOrNull(items[at]?.idempotencyKey),
      ...this.resultOf(outcome, request),
    }));
    return { results };
  }

  private resultOf(outcome: BatchOutcome, request: FastifyRequest): Omit<BatchResult, 'idempotencyKey'> {
    if ('accepted' in outcome) return { status: ACCEPTED, orderId: outcome.accepted.order.id };
    const problem = this.problems.problemOf(outcome.error, request);
    return { status: problem.status, problem };
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
