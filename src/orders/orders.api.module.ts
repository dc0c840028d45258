import { Module } from '@nestjs/common';
import { SubmissionQueueModule } from './queue/submission-queue.module.js';
import { ChangeOrder } from './resolve/change-order.js';
import { ExportOrders } from './find/export-orders.js';
import { FindOrder } from './find/find-order.js';
import { KeyMaterialReader } from './place/key-material-reader.js';
import { ListOrders } from './find/list-orders.js';
import { OrderActionsController } from './resolve/order-actions.controller.js';
import { OrderAnswer } from './place/order-answer.js';
import { OrderBatchController } from './batch/order-batch.controller.js';
import { OrderChangeRepository } from './resolve/order-change.repository.js';
import { OrderChanges } from './place/order-changes.js';
import { OrderTimelineQuery } from './find/order-timeline.query.js';
import { OrderReconciliationController } from './resolve/order-reconciliation.controller.js';
import { OrderReconciliationQuery } from './resolve/order-reconciliation.query.js';
import { OrderView } from './find/order-view.js';
import { OrderListController } from './find/order-list.controller.js';
import { OrderQuery } from './find/order.query.js';
import { OrderRepository } from './place/order.repository.js';
import { OrdersController } from './place/orders.controller.js';
import { PlaceBatch } from './batch/place-batch.js';
import { PlaceOrder } from './place/place-order.js';
import { OrderRenewalController } from './renew/order-renewal.controller.js';
import { ReadOrder } from './place/read-order.js';
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
export class OrdersApiModule {}
