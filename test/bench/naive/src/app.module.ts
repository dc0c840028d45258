import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';
import { OrdersProcessor } from './orders.processor.js';
import { PrismaService } from './prisma.service.js';

const { REDIS_URL = '', ROLE } = process.env;

@Module({
  imports: [
    BullModule.forRoot({ connection: { url: REDIS_URL } }),
    BullModule.registerQueue({ name: 'orders' }),
  ],
  controllers: ROLE === 'worker' ? [] : [OrdersController],
  providers: ROLE === 'api' ? [PrismaService] : [PrismaService, OrdersProcessor],
})
export class AppModule {}
