import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { Texts } from '../../http/openapi/property.js';
import { Caller, type Principal } from '../../access/principal.js';
import { OperatorOnly } from '../../access/roles.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { FindOrder } from '../../orders/find/find-order.js';
import { OrderId } from '../../orders/place/orders.openapi.js';
import { PreviewOrder } from './preview-order.js';

class OrderFormResponse {
  @Texts('Wire name → value; the password is masked.', {
    loginName: 'reseller',
    loginPassword: '********',
    product: '706',
    days: '365',
  })
  sectigoForm!: Readonly<Record<string, string>>;
}

@ApiTags('Orders')
@ApiBearerAuth()
@OrderId()
@Controller('v1/orders/:id/form')
export class OrderFormController {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly previewOrder: PreviewOrder,
  ) {}

  @ApiOperation({
    operationId: 'getOrderForm',
    summary: 'The form that Sectigo gets for an order',
    description:
      'For operators. Made anew from what was asked for, by the code that sends it and with the account and the names of now; ' +
      'the digest of what was really sent is in the timeline.',
  })
  @ApiResponse({ status: 200, description: 'The form.', type: OrderFormResponse })
  @ApiProblems('forbidden')
  @OperatorOnly()
  @Get()
  async form(@Caller() caller: Principal, @Param('id') id: string): Promise<OrderFormResponse> {
    const order = await this.findOrder.execute(caller, id);
    return { sectigoForm: await this.previewOrder.formOf(order.details as unknown as OrderDetails) };
  }
}
