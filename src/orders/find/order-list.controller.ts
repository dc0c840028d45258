import { type Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { preferredType } from '../../http/preferred-type.js';
import { pointerTo } from '../../http/validation/validation-faults.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { ListOrdersQuery } from './list-orders.query.dto.js';
import { ExportOrders } from './export-orders.js';
import { ListOrders } from './list-orders.js';
import { OrderAnswer } from './order.answer.js';
import { DescribeListOrders } from './order-list.openapi.js';
import { DescribeOrders } from '../place/orders.openapi.js';

const CSV_HEADERS = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="orders.csv"',
};

@DescribeOrders()
@Controller('v1/orders')
export class OrderListController {
  constructor(
    private readonly listOrders: ListOrders,
    private readonly exportOrders: ExportOrders,
    private readonly answer: OrderAnswer,
  ) {}

  @DescribeListOrders()
  @Get()
  async list(
    @Caller() caller: Principal,
    @Query() query: ListOrdersQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (preferredType(request.headers.accept, ['text/csv', 'application/json']) === 'text/csv') {
      refusePaging(request);
      this.sendCsv(await this.exportOrders.execute(caller, query), reply);
      return;
    }
    const { data, nextCursor } = await this.listOrders.execute(caller, query);
    void reply.send({ data: data.map((order) => this.answer.view(order, request)), nextCursor });
  }

  private sendCsv(csv: Readable, reply: FastifyReply): void {
    void reply.headers(CSV_HEADERS);
    // Fastify would read all of it to answer HEAD
    if (reply.request.method === 'HEAD') csv.destroy();
    void reply.send(csv.destroyed ? '' : csv);
  }
}

/** An export has one page: whoever asks for a part of it would take the part for the whole. */
function refusePaging({ query }: FastifyRequest): void {
  const fields = ['limit', 'cursor']
    .filter((name) => name in (query as object))
    .map((name) => ({
      pointer: pointerTo(name),
      code: 'argument-not-applicable',
      detail: 'does not go with text/csv, which has all orders',
    }));
  if (fields.length > 0) throw new GatewayError('validation-failed', { fields });
}
