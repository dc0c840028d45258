import { Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { ClientsRepository } from './clients.repository.js';
import { Clients } from './clients.js';
import { MeController } from './me.controller.js';

@Module({ controllers: [ClientsController, MeController], providers: [Clients, ClientsRepository] })
export class ClientsApiModule {}
