import { Processor, WorkerHost } from '@nestjs/bullmq';
import axios from 'axios';
import { Job } from 'bullmq';
import { orderNumberIn, toForm } from '../../programs/to-form.mjs';
import { PrismaService } from './prisma.service.js';

@Processor('orders', { concurrency: Number(process.env['CONCURRENCY']) })
export class OrdersProcessor extends WorkerHost {
  constructor(private readonly prisma: PrismaService) {
    super();
  }

  async process({ data: { orderId } }: Job<{ orderId: string }>): Promise<void> {
    const order = await this.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    const { data } = await axios.post<string>(
      process.env['UPSTREAM_URL'] ?? '',
      toForm(order.details as object),
    );
    await this.prisma.order.update({
      where: { id: orderId },
      data: { status: 'placed', sectigoOrderNumber: orderNumberIn(data) },
    });
  }
}
