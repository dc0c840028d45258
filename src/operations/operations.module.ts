import { Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { Clients } from './clients.js';
import { ClientsRepository } from './clients.repository.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { SubmissionsController } from './submissions.controller.js';

@Module({
  imports: [OutboxModule],
  controllers: [ClientsController, SubmissionsController],
  providers: [Clients, ClientsRepository],
})
export class OperationsModule {}
