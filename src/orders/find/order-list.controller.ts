import { type Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Api, Operation } from '../../http/openapi/operation.js';
import { Caller, type Principal } from '../../access/principal.js';
import { preferredType } from '../../http/preferred-type.js';
import { pointerTo } from '../../http/validation/validation-faults.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { ListOrdersQuery } from './list-orders.query.dto.js';
import { ExportOrders } from './export-orders.js';
import { ListOrders } from './list-orders.js';
import { OrderAnswer } from './order.answer.js';
import { OrderListResponse } from './order.response.js';

const CSV_HEADERS = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="orders.csv"',
};

const CSV_EXAMPLE = [
  'id,status,createdAt,placedAt,clientId,reference,certificateType,organization,test,sectigoOrderNumber,cost,problemCode,attempts,version',
  'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA,placed,2026-11-22T09:30:00.000Z,2026-11-22T09:30:02.000Z,cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W,PO-4711,organization,Company ABC 123,false,3040824,210.00,,1,3',
].join('\r\n');

@Api('Orders', 'orders:read')
@Controller('v1/orders')
export class OrderListController {
  constructor(
    private readonly orders: ListOrders,
    private readonly exportOrders: ExportOrders,
    private readonly answer: OrderAnswer,
  ) {}

  @Operation(
    'Find orders, newest first',
    'With `Accept: text/csv` the answer is one CSV stream of all orders that match the filters; `limit` and ' +
      '`cursor` are not allowed. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
  )
  @ApiExtraModels(OrderListResponse)
  @ApiResponse({
    status: 200,
    description: 'A page of orders, or all of them as CSV.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(OrderListResponse) } },
      'text/csv': { schema: { type: 'string' }, example: CSV_EXAMPLE },
    },
  })
  @Get()
  async listOrders(
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
    const { data, nextCursor } = await this.orders.execute(caller, query);
    void reply.send({ data: data.map((order) => this.answer.view(order, request)), nextCursor });
  }

  private sendCsv(csv: Readable, reply: FastifyReply): void {
    void reply.headers(CSV_HEADERS);
    // Fastify would read all of it to answer HEAD
    if (reply.request.method === 'HEAD') csv.destroy();
    void reply.send(csv.destroyed ? '' : csv);
  }
}

/** An export has no pages, so that a part is not mistaken for the whole. */
function refusePaging({ query }: FastifyRequest): void {
  const fields = ['limit', 'cursor']
    .filter((name) => name in (query as object))
    .map((name) => ({
      pointer: pointerTo(name),
      code: 'argument-not-applicable',
      detail: 'cannot be used with text/csv, which returns all orders',
    }));
  if (fields.length > 0) throw new GatewayError('validation-failed', { fields });
}
