import { Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { Clients } from './clients.js';
import { ClientsRepository } from './clients.repository.js';

@Module({ controllers: [ClientsController], providers: [Clients, ClientsRepository] })
export class OperationsModule {}
