import { Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { ClientsRepository } from './clients.repository.js';
import { Clients } from './clients.js';
import { Keys } from './keys.js';
import { KeysRepository } from './keys.repository.js';
import { MeController } from './me.controller.js';
import { OwnKeysController } from './own-keys.controller.js';

@Module({
  controllers: [ClientsController, MeController, OwnKeysController],
  providers: [Clients, ClientsRepository, Keys, KeysRepository],
})
export class ClientsApiModule {}
