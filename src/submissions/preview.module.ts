import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { PreviewController } from './preview.controller.js';
import { PreviewOrder } from './preview-order.js';

/** The one part of this folder that an API process has: the mapping without the sending. */
@Module({ imports: [OrdersModule], controllers: [PreviewController], providers: [PreviewOrder] })
export class PreviewModule {}
