import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiBody } from '../../http/openapi/annotations.js';
import { type FastifyRequest } from 'fastify';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { ProblemFilter } from '../../http/problem/problem.filter.js';
import { type ProblemResponse } from '../../http/problem/problem.response.js';
import { BatchDto, BatchResponse, type BatchResult } from './batch.dto.js';
import { readBatch } from './batch.reader.js';
import { ORDER_EXAMPLES } from '../place/order-examples.js';
import { PlaceBatch } from './place-batch.js';

const ACCEPTED = 202;
/** Limit of faults of a whole batch: beyond it each further order reports only its first. */
const MOST_FAULTS = 1_000;

const { 'organization-deferred': first, 'individual-deferred': second } = ORDER_EXAMPLES;

const EXAMPLES = {
  'two-orders': {
    summary: 'Two orders',
    value: {
      orders: [
        { idempotencyKey: 'batch-7/1', order: first.value },
        { idempotencyKey: 'batch-7/2', order: second.value },
      ],
    },
  },
};

@Api('Orders', 'orders:write')
@CountsAs('orders')
@Controller('v1/orders/batch')
export class OrderBatchController {
  constructor(
    private readonly placeBatch: PlaceBatch,
    private readonly problems: ProblemFilter,
  ) {}

  @Operation(
    'Order up to 500 certificates at once',
    'Each order is accepted, found again or refused separately, as if it came alone, and has its own result. If ' +
      'two of them collide, the first wins. The body may have 256 KiB, which is about 50 orders with a CSR. If ' +
      'orders have a retryable problem, repeat the batch: accepted orders are found again by their keys. `Prefer: ' +
      'wait` has no effect.',
  )
  @ApiBody({ type: BatchDto, examples: EXAMPLES })
  @Answers(200, 'One result for each order.', BatchResponse)
  @Post()
  async placeOrders(
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

function withFaults(problem: ProblemResponse, room: number): ProblemResponse {
  const { errors = [] } = problem;
  if (errors.length <= Math.max(room, 1)) return problem;
  const detail = 'There are more faults than those in errors: the orders of this batch have too many.';
  return { ...problem, detail, errors: errors.slice(0, Math.max(room, 1)) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
