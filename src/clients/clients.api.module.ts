import { Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { ClientsRepository } from './clients.repository.js';
import { Clients } from './clients.js';

@Module({ controllers: [ClientsController], providers: [Clients, ClientsRepository] })
export class ClientsApiModule {}
