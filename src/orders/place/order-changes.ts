import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { isOpen, type OrderStatus } from '../domain/order-status.js';
import { ORDER_CHANGED_CHANNEL } from '../order-move.query.js';
import { OrderQuery, type OrderRow } from '../find/order.query.js';

/** Notifications are hints: those who wait also look for themselves this often, all in one statement. */
const LOOK_EVERY_MS = 1_000;

interface Waiter {
  readonly orderId: string;
  readonly wake: () => void;
}

/** Lets requests wait for an order to be settled: one listening connection for all of them. */
@Injectable()
export class OrderChanges implements OnModuleInit, OnModuleDestroy {
  private readonly waiters = new Set<Waiter>();
  private readonly look = new PeriodicTask('orders that are waited for', LOOK_EVERY_MS, () => this.lookUp());
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly notifications: DatabaseNotifications,
    private readonly orders: OrderQuery,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.notifications.listen(ORDER_CHANGED_CHANNEL, (id) => this.wake(id));
  }

  /** Waits until the order is no longer open or the time is up, then returns it. */
  async settled(order: OrderRow, timeoutMs: number): Promise<OrderRow> {
    if (!isOpen(order.status as OrderStatus)) return order;
    const change = this.nextChange(order.id, timeoutMs);
    try {
      await change.promise;
      return (await this.orders.find(order.id)) ?? order;
    } finally {
      change.cancel();
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    await this.look.stop();
    for (const { wake } of this.waiters) wake();
  }

  private nextChange(orderId: string, timeoutMs: number): { promise: Promise<void>; cancel: () => void } {
    this.look.start();
    let cancel = (): void => undefined;
    const promise = new Promise<void>((wake) => {
      const waiter: Waiter = { orderId, wake };
      const timer = setTimeout(wake, timeoutMs);
      this.waiters.add(waiter);
      cancel = () => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
    });
    return { promise, cancel: () => cancel() };
  }

  private wake(orderId: string): void {
    for (const waiter of this.waiters) if (waiter.orderId === orderId) waiter.wake();
  }

  private async lookUp(): Promise<void> {
    if (this.waiters.size === 0) return;
    const ids = new Set([...this.waiters].map(({ orderId }) => orderId));
    for (const { id, status } of await this.orders.findStatuses([...ids])) {
      if (!isOpen(status as OrderStatus)) this.wake(id);
    }
  }
}
