import { Module } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { OrdersApiModule } from '../orders/orders.api.module.js';
import { SubmissionQueueModule } from '../orders/queue/submission-queue.module.js';
import { SubmissionsController } from './pause/submissions.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { PreviewOrder } from './preview/preview-order.js';

/** What an API process does about dispatch: shows what would be sent, and stops and resumes the sending. */
@Module({
  imports: [GateModule, OrdersApiModule, SubmissionQueueModule],
  controllers: [PreviewController, SubmissionsController],
  providers: [PreviewOrder],
})
export class DispatchApiModule {}
