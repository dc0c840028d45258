import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { type Actor, Caller } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { OrderAnswer } from '../../orders/find/order.answer.js';
import { OrderId } from '../../orders/place/orders.openapi.js';
import { RequestRevocation } from './request-revocation.js';
import { DescribeRevokeOrder } from './revocations.openapi.js';
import { RevokeOrderDto, UNSPECIFIED } from './revoke-order.dto.js';

const USUAL_WAIT_SECONDS = 10;

@ApiTags('Orders')
@ApiBearerAuth()
@OrderId()
@CountsAs('orders')
@Controller('v1/orders/:id')
export class RevocationsController {
  constructor(
    private readonly requestRevocation: RequestRevocation,
    private readonly answer: OrderAnswer,
  ) {}

  @DescribeRevokeOrder()
  @Post('revoke')
  async revoke(
    @Caller() caller: Actor,
    @Param('id') orderId: string,
    @Body() { reason, reasonCode }: RevokeOrderDto,
    @PreferredWait() waitSeconds: number | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const waitMs = (waitSeconds ?? USUAL_WAIT_SECONDS) * 1_000;
    const { isOver, order } = await this.requestRevocation.execute({
      caller,
      orderId,
      reason,
      reasonCode: reasonCode ?? UNSPECIFIED,
      waitMs,
    });
    if (waitSeconds !== undefined) void reply.header('preference-applied', `wait=${waitSeconds}`);
    void reply.status(isOver ? 200 : 202).send(this.answer.view(order, reply.request));
  }
}
