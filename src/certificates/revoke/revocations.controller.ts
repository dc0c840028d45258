import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiHeader } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { Api, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { type Actor, Caller } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { versionsMatched } from '../../http/version-tags.js';
import { OrderAnswer } from '../../orders/find/order.answer.js';
import { AnswersOrder, ChangesOrder, OrderId } from '../../orders/place/orders.openapi.js';
import { RequestRevocation } from './request-revocation.js';
import { RevokeOrderDto, UNSPECIFIED } from './revoke-order.dto.js';

const USUAL_WAIT_SECONDS = 10;

@Api('Orders', 'orders:write')
@OrderId()
@CountsAs('orders')
@Controller('v1/orders/:id')
export class RevocationsController {
  constructor(
    private readonly requestRevocation: RequestRevocation,
    private readonly answer: OrderAnswer,
  ) {}

  @Operation(
    'Revoke the certificate of a placed order',
    'Revokes an issued certificate. One that is not issued yet is rejected, so that it is never issued. This ' +
      'cannot be undone. The request is stored and sent until Sectigo gives a clear answer. The call waits for ' +
      'that answer for 10 seconds, or as long as `Prefer: wait=N` says. Repeating the call starts no second ' +
      'revocation; it answers with the current state. If Sectigo refuses after the call has returned, the event ' +
      '`order.revocation-refused` says so; after a refusal you may request the revocation again. For a test order ' +
      'nothing is really revoked.',
  )
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`wait=N` waits up to N ≤ 30 seconds for the outcome; 0 does not wait.',
    schema: { type: 'string', example: 'wait=20' },
  })
  @AnswersOrder(200, 'The certificate is revoked, or rejected before it was issued.')
  @AnswersOrder(202, 'The request is stored and will be sent.')
  @ChangesOrder()
  @ApiProblems(
    'order-not-revocable',
    'gateway-defect',
    'sectigo-error-unrecognised',
    'revocation-unconfirmed',
    'sectigo-csr-decoding-fault',
  )
  @Post('revoke')
  async revokeOrder(
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
      versions: versionsMatched(reply.request.headers['if-match']),
    });
    if (waitSeconds !== undefined) void reply.header('preference-applied', `wait=${waitSeconds}`);
    this.answer.write(isOver ? 200 : 202, order, reply);
  }
}
