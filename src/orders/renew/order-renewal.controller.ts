import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiBody } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { Api, Operation } from '../../http/openapi/operation.js';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { versionsMatched } from '../../http/version-tags.js';
import { OrderAnswer } from '../find/order.answer.js';
import { ChangesOrder, OrderId, PlacesOrder } from '../place/orders.openapi.js';
import { RenewOrderDto } from './renew-order.dto.js';
import { RenewOrder } from './renew-order.js';

const EXAMPLES = {
  same: { summary: 'The same again', value: {} },
  changed: {
    summary: 'Another applicant, no department, a new reference',
    value: {
      applicant: { firstName: 'Mary', email: 'mary.doe@example.com' },
      organization: { unit: null },
      reference: 'PO-4712',
    },
  },
};

@Api('Orders', 'orders:write')
@CountsAs('orders')
@Controller('v1/orders/:id')
export class OrderRenewalController {
  constructor(
    private readonly renewal: RenewOrder,
    private readonly answer: OrderAnswer,
  ) {}

  @Operation(
    'Order a certificate again',
    'Places a new order with the values of an earlier one whose certificate has been issued. The body says what ' +
      'is different, as a JSON merge patch (RFC 7396) of the body of `POST /v1/orders`: sections are merged member ' +
      'by member, and null removes a member (but `notifications.issuanceEmail: null` still means that no e-mail is ' +
      'sent). `provisioning` is replaced as a whole. It is not copied from an order with the method `remote`: send ' +
      'it, with a new CSR and attestation. The reference is not copied. Validation, limits, events and answers are ' +
      'those of a new order. The renewed order does not count as a duplicate. An order has one renewal, until that ' +
      'is rejected, failed or cancelled. The new order belongs to the client of the earlier order.',
  )
  @OrderId()
  @PlacesOrder('order-not-renewable', 'order-already-renewed')
  @ChangesOrder()
  @ApiBody({ type: RenewOrderDto, required: false, examples: EXAMPLES })
  @Post('renew')
  async renewOrder(
    @Caller() caller: Principal,
    @Param('id') orderId: string,
    @PreferredWait() waitSeconds: number | undefined,
    @Body() wishes: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { 'idempotency-key': idempotencyKey, 'if-match': ifMatch } = reply.request.headers;
    const versions = versionsMatched(ifMatch);
    const accepted = await this.renewal.execute({ caller, orderId, idempotencyKey, wishes, versions });
    await this.answer.toPlacing(accepted, waitSeconds, reply);
  }
}
