import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody } from '../../http/openapi/annotations.js';
import { Answers, Api, Needs, Operation } from '../../http/openapi/operation.js';
import { ListOf, OneOf, Text, Texts } from '../../http/openapi/property.js';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { FindOrder } from '../../orders/find/find-order.js';
import { ORDER_EXAMPLES } from '../../orders/place/order-examples.js';
import { OrderId } from '../../orders/place/orders.openapi.js';
import { PlaceOrderDto } from '../../orders/place/place-order.dto.js';
import { type OrderPreview, PreviewOrder } from './preview-order.js';

const FORM = { loginName: 'reseller', loginPassword: '********', product: '706', days: '365' };

class WarningResponse {
  @Text('The name of the warning, for programs.', 'unit-on-public-certificate') code!: string;
  @Text('A sentence for people.', 'The department is not shown in public certificates.') detail!: string;
}

class PreviewResponse {
  @OneOf([true], 'Always true: an order that is not valid gets a problem.') valid!: true;
  @Texts('The form that Sectigo would get; the password is masked.', FORM)
  sectigoForm!: Record<string, string>;
  @ListOf(WarningResponse, 'What is allowed but perhaps not intended.') warnings!: WarningResponse[];
}

class OrderFormResponse {
  @Texts('Wire name → value; the password is masked.', FORM)
  sectigoForm!: Readonly<Record<string, string>>;
}

@Api('Orders', 'orders:read')
@CountsAs('reads')
@Controller('v1/orders')
export class PreviewController {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly preview: PreviewOrder,
  ) {}

  @Operation(
    'Check an order without placing it',
    'Shows the form that Sectigo would get, and warnings. Nothing is stored or sent.',
  )
  @ApiBody({ type: PlaceOrderDto, examples: ORDER_EXAMPLES })
  @Answers(200, 'The order is valid.', PreviewResponse)
  @Post('preview')
  async previewOrder(@Body() body: unknown): Promise<OrderPreview> {
    return this.preview.execute(body);
  }

  @Operation(
    'The form that Sectigo gets for an order',
    "For operators. The form is made again from the order, by the code that sends it and with today's account " +
      'and parameter names. The digest of what was really sent is in the timeline.',
  )
  @OrderId()
  @Answers(200, 'The form.', OrderFormResponse)
  @Needs('ops:read')
  @Get(':id/form')
  async getOrderForm(@Caller() caller: Principal, @Param('id') id: string): Promise<OrderFormResponse> {
    const order = await this.findOrder.execute(caller, id);
    return { sectigoForm: await this.preview.formOf(order.details as unknown as OrderDetails) };
  }
}
