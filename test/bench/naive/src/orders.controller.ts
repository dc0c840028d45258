import { InjectQueue } from '@nestjs/bullmq';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Queue } from 'bullmq';
import { CreateOrderDto } from './create-order.dto.js';
import { PrismaService } from './prisma.service.js';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly prisma: PrismaService,
    @InjectQueue('orders') private readonly queue: Queue,
  ) {}

  @Post()
  @HttpCode(202)
  async create(@Body() dto: CreateOrderDto): Promise<object> {
    const order = await this.prisma.order.create({
      data: {
        reference: dto.reference,
        organizationName: dto.organization.name,
        details: { ...dto } as object,
      },
    });
    await this.queue.add('place', { orderId: order.id }, { removeOnComplete: true });
    return order;
  }
}
