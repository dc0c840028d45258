import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { Tracing } from '../../platform/tracing/tracing.js';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { type OrderResponse } from '../find/order.response.js';
import { FindOrder } from '../find/find-order.js';
import { OrderAnswer } from '../find/order.answer.js';
import { DescribeGetOrder, DescribeOrders, DescribePlaceOrder, DescribeResult } from './orders.openapi.js';
import { PlaceOrder } from './place-order.js';

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

@DescribeOrders()
@CountsAs('orders')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly findOrder: FindOrder,
    private readonly answer: OrderAnswer,
    private readonly tracing: Tracing,
  ) {}

  @DescribePlaceOrder()
  @Post()
  async place(
    @Caller() caller: Principal,
    @IdempotencyKey() idempotencyKey: string,
    @PreferredWait() waitSeconds: number | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const accepted = await this.placeOrder.execute({ caller, idempotencyKey, body });
    this.tracing.aboutOrder(accepted.order.id);
    await this.answer.toPlacing(accepted, waitSeconds, reply);
  }

  @DescribeGetOrder()
  @Get(':id')
  async get(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    return this.answer.view(await this.findOrder.execute(caller, id), request);
  }

  @DescribeResult()
  @Get(':id/result')
  async result(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.answer.toResult(await this.findOrder.execute(caller, id), reply);
  }
}
