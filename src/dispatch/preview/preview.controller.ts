import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
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

@ApiTags('Orders')
@ApiBearerAuth()
@CountsAs('reads')
@Controller('v1/orders/preview')
export class PreviewController {
  constructor(private readonly previewOrder: PreviewOrder) {}

  @ApiOperation({
    operationId: 'previewOrder',
    summary: 'See what an order would become',
    description: 'The form that Sectigo would get and what may surprise you; nothing is stored or sent.',
  })
  @ApiBody({ type: PlaceOrderDto, examples: ORDER_EXAMPLES })
  @ApiResponse({ status: 200, description: 'The order is valid.', type: PreviewResponse })
  @HttpCode(200)
  @Post()
  async preview(@Body() body: unknown): Promise<OrderPreview> {
    return this.previewOrder.execute(body);
  }
}
