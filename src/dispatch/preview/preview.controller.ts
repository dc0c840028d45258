import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CountsAs } from '../../access/roles.js';
import { ORDER_EXAMPLES } from '../../orders/place/order-examples.js';
import { PlaceOrderDto } from '../../orders/place/place-order.dto.js';
import { type OrderPreview, PreviewOrder } from './preview-order.js';

class WarningResponse {
  @ApiProperty({ example: 'unit-on-public-certificate', description: 'A name for programs.' })
  code!: string;
  @ApiProperty({
    example: 'The department is not shown in public certificates.',
    description: 'A sentence for people.',
  })
  detail!: string;
}

class PreviewResponse {
  @ApiProperty({ enum: [true], description: 'Always true: an order that is not valid is a problem.' })
  valid!: true;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { loginName: 'reseller', loginPassword: '********', product: '706', days: '365' },
    description: 'The form that Sectigo would get; the password is masked.',
  })
  sectigoForm!: Record<string, string>;
  @ApiProperty({ type: [WarningResponse], description: 'What is legal, but perhaps not what was meant.' })
  warnings!: WarningResponse[];
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
