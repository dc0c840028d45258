import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { ChangeOrder } from './change-order.js';
import { ExportOrders } from './export-orders.js';
import { FindOrder } from './find-order.js';
import { KeyMaterialReader } from './key-material-reader.js';
import { ListOrders } from './list-orders.js';
import { OrderActionsController } from './order-actions.controller.js';
import { OrderAnswer } from './order-answer.js';
import { OrderBatchController } from './order-batch.controller.js';
import { OrderChangeRepository } from './order-change.repository.js';
import { OrderChanges } from './order-changes.js';
import { OrderTimelineQuery } from './order-timeline.query.js';
import { OrderReconciliationController } from './order-reconciliation.controller.js';
import { OrderReconciliationQuery } from './order-reconciliation.query.js';
import { OrderView } from './order-view.js';
import { OrderListController } from './order-list.controller.js';
import { OrderQuery } from './order.query.js';
import { OrderRepository } from './order.repository.js';
import { OrdersController } from './orders.controller.js';
import { PlaceBatch } from './place-batch.js';
import { PlaceOrder } from './place-order.js';
import { OrderRenewalController } from './order-renewal.controller.js';
import { ReadOrder } from './read-order.js';
import { RenewOrder } from './renew-order.js';

@Module({
  imports: [OutboxModule],
  controllers: [
    OrdersController,
    OrderListController,
    OrderBatchController,
    OrderActionsController,
    OrderReconciliationController,
    OrderRenewalController,
  ],
  exports: [ReadOrder, FindOrder, OrderAnswer],
  providers: [
    ReadOrder,
    KeyMaterialReader,
    PlaceOrder,
    PlaceBatch,
    RenewOrder,
    FindOrder,
    ChangeOrder,
    OrderChangeRepository,
    OrderTimelineQuery,
    OrderReconciliationQuery,
    ListOrders,
    ExportOrders,
    OrderRepository,
    OrderQuery,
    OrderChanges,
    OrderView,
    OrderAnswer,
  ],
})
export class OrdersModule {}
