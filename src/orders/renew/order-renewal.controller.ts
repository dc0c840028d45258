import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { OrderAnswer } from '../find/order.answer.js';
import { DescribeRenewOrder } from './order-renewal.openapi.js';
import { DescribeOrders } from '../place/orders.openapi.js';
import { RenewOrder } from './renew-order.js';

@DescribeOrders()
@CountsAs('orders')
@Controller('v1/orders/:id')
export class OrderRenewalController {
  constructor(
    private readonly renewOrder: RenewOrder,
    private readonly answer: OrderAnswer,
  ) {}

  @DescribeRenewOrder()
  @Post('renew')
  async renew(
    @Caller() caller: Principal,
    @Param('id') orderId: string,
    @PreferredWait() waitSeconds: number | undefined,
    @Body() wishes: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const idempotencyKey = reply.request.headers['idempotency-key'];
    const accepted = await this.renewOrder.execute({ caller, orderId, idempotencyKey, wishes });
    await this.answer.toPlacing(accepted, waitSeconds, reply);
  }
}
