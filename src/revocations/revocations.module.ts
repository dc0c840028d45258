import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { RequestRevocation } from './request-revocation.js';
import { RevocationChanges } from './revocation-changes.js';
import { RevocationRepository } from './revocation.repository.js';
import { RevocationsController } from './revocations.controller.js';

/** The API of revocations. */
@Module({
  imports: [OrdersModule],
  controllers: [RevocationsController],
  providers: [RevocationRepository, RevocationChanges, RequestRevocation],
})
export class RevocationsModule {}
