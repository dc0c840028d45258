import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import {
  REVOCATION_SETTLED_CHANNEL,
  RevocationRepository,
  type RevocationState,
} from './revocation.repository.js';

/** Notifications may be lost, so a waiting request also checks this often. */
const LOOK_EVERY_MS = 1_000;

/** Lets requests wait for the end of a revocation. */
@Injectable()
export class RevocationChanges implements OnModuleInit, OnModuleDestroy {
  private readonly waiters = new Set<{ readonly orderId: string; readonly wake: () => void }>();
  private stopListening: (() => void) | undefined;
  private closing = false;

  constructor(
    private readonly notifications: DatabaseNotifications,
    private readonly revocations: RevocationRepository,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.notifications.listen(REVOCATION_SETTLED_CHANNEL, (id) => this.wake(id));
  }

  onModuleDestroy(): void {
    this.closing = true;
    this.stopListening?.();
    for (const { wake } of this.waiters) wake();
  }

  /** The revocation when it is finished, or when the time is up. */
  async settled(orderId: string, timeoutMs: number): Promise<RevocationState | null> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const revocation = await this.revocations.find(orderId);
      const leftMs = deadline - performance.now();
      if (revocation?.status !== 'requested' || leftMs <= 0 || this.closing) return revocation;
      await this.nextChange(orderId, Math.min(leftMs, LOOK_EVERY_MS));
    }
  }

  private async nextChange(orderId: string, timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => wake(), timeoutMs);
      const waiter = { orderId, wake: () => wake() };
      const wake = (): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        resolve();
      };
      this.waiters.add(waiter);
    });
  }

  private wake(orderId: string): void {
    for (const waiter of this.waiters) if (waiter.orderId === orderId) waiter.wake();
  }
}
