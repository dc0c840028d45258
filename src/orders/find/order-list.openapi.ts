import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, getSchemaPath } from '../../http/openapi/annotations.js';
import { OrderListResponse } from './order.response.js';

const CSV_EXAMPLE = [
  'id,status,createdAt,placedAt,clientId,reference,certificateType,organization,test,sectigoOrderNumber,cost,problemCode,attempts',
  'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA,placed,2026-11-22T09:30:00.000Z,2026-11-22T09:30:02.000Z,cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W,PO-4711,organization,Company ABC 123,false,3040824,210.00,,1',
].join('\r\n');

export const DescribeListOrders = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'listOrders',
      summary: 'Find orders, newest first',
      description:
        'With `Accept: text/csv`: all orders that pass the filters as one CSV stream, without `limit` and `cursor`. ' +
        'A cell that a spreadsheet would take for a formula begins with an apostrophe.',
    }),
    ApiExtraModels(OrderListResponse),
    ApiResponse({
      status: 200,
      description: 'A page of orders, or all of them as CSV.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(OrderListResponse) } },
        'text/csv': { schema: { type: 'string' }, example: CSV_EXAMPLE },
      },
    }),
  );
