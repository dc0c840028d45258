import { Module } from '@nestjs/common';
import { SubmissionQueueModule } from './queue/submission-queue.module.js';
import { ChangeOrder } from './resolve/change-order.js';
import { ExportOrders } from './find/export-orders.js';
import { FindOrder } from './find/find-order.js';
import { KeyMaterialReader } from './place/key-material-reader.js';
import { ListOrders } from './find/list-orders.js';
import { OrderActionsController } from './resolve/order-actions.controller.js';
import { OrderAnswer } from './find/order.answer.js';
import { OrderBatchController } from './batch/order-batch.controller.js';
import { OrderChangeRepository } from './resolve/order-change.repository.js';
import { OrderChanges } from './place/order-changes.js';
import { OrderTimelineQuery } from './find/order-timeline.query.js';
import { OrderReconciliationController } from './resolve/order-reconciliation.controller.js';
import { OrderReconciliationQuery } from './resolve/order-reconciliation.query.js';
import { OrderListController } from './find/order-list.controller.js';
import { OrderQuery } from './find/order.query.js';
import { OrderRepository } from './place/order.repository.js';
import { OrdersController } from './place/orders.controller.js';
import { PlaceBatch } from './batch/place-batch.js';
import { PlaceOrder } from './place/place-order.js';
import { OrderRenewalController } from './renew/order-renewal.controller.js';
import { OrderReader } from './place/order.reader.js';
import { RenewOrder } from './renew/renew-order.js';

@Module({
  imports: [SubmissionQueueModule],
  controllers: [
    OrdersController,
    OrderListController,
    OrderBatchController,
    OrderActionsController,
    OrderReconciliationController,
    OrderRenewalController,
  ],
  exports: [OrderReader, FindOrder, OrderAnswer],
  providers: [
    OrderReader,
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
    OrderAnswer,
  ],
})
export class OrdersApiModule {}
