import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { ListOf, OneOf, Text, Texts } from '../../http/openapi/property.js';
import { CountsAs } from '../../access/roles.js';
import { ORDER_EXAMPLES } from '../../orders/place/order-examples.js';
import { PlaceOrderDto } from '../../orders/place/place-order.dto.js';
import { type OrderPreview, PreviewOrder } from './preview-order.js';

class WarningResponse {
  @Text('A name for programs.', 'unit-on-public-certificate') code!: string;
  @Text('A sentence for people.', 'The department is not shown in public certificates.') detail!: string;
}

class PreviewResponse {
  @OneOf([true], 'Always true: an order that is not valid is a problem.') valid!: true;
  @Texts('The form that Sectigo would get; the password is masked.', {
    loginName: 'reseller',
    loginPassword: '********',
    product: '706',
    days: '365',
  })
  sectigoForm!: Record<string, string>;
  @ListOf(WarningResponse, 'What is legal, but perhaps not what was meant.') warnings!: WarningResponse[];
}

@Api('Orders')
@CountsAs('reads')
@Controller('v1/orders/preview')
export class PreviewController {
  constructor(private readonly preview: PreviewOrder) {}

  @Operation(
    'See what an order would become',
    'The form that Sectigo would get and what may surprise you; nothing is stored or sent.',
  )
  @ApiBody({ type: PlaceOrderDto, examples: ORDER_EXAMPLES })
  @Answers(200, 'The order is valid.', PreviewResponse)
  @Post()
  async previewOrder(@Body() body: unknown): Promise<OrderPreview> {
    return this.preview.execute(body);
  }
}
