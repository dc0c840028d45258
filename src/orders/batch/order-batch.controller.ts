import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { ProblemFilter } from '../../http/problem/problem.filter.js';
import { type Problem } from '../../http/problem/problem.js';
import { type BatchResponse, type BatchResult } from './batch.dto.js';
import { readBatch } from './batch.reader.js';
import { DescribePlaceBatch } from './order-batch.openapi.js';
import { DescribeOrders } from '../place/orders.openapi.js';
import { PlaceBatch } from './place-batch.js';

const ACCEPTED = 202;
/** Of all orders of a batch: once so many have been told, each further order tells of its first alone. */
const MOST_FAULTS = 1_000;

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
    const results: BatchResult[] = [];
    let faults = 0;
    for (const [at, outcome] of outcomes.entries()) {
      const idempotencyKey = textOrNull(items[at]?.idempotencyKey);
      if ('accepted' in outcome) {
        results.push({ idempotencyKey, status: ACCEPTED, orderId: outcome.accepted.order.id });
      } else {
        const problem = withFaults(this.problems.problemOf(outcome.error, request), MOST_FAULTS - faults);
        faults += problem.errors?.length ?? 0;
        results.push({ idempotencyKey, status: problem.status, problem });
      }
    }
    return { results };
  }
}

function withFaults(problem: Problem, room: number): Problem {
  const { errors = [] } = problem;
  if (errors.length <= Math.max(room, 1)) return problem;
  const detail = 'There are more faults than those in errors: the orders of this batch have too many.';
  return { ...problem, detail, errors: errors.slice(0, Math.max(room, 1)) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
