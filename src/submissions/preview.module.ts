import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { OrderFormController } from './order-form.controller.js';
import { PreviewController } from './preview.controller.js';
import { PreviewOrder } from './preview-order.js';

/** The one part of this folder that an API process has: the mapping without the sending. */
@Module({
  imports: [OrdersModule],
  controllers: [PreviewController, OrderFormController],
  providers: [PreviewOrder],
})
export class PreviewModule {}
