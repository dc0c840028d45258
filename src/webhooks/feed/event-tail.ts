import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import pLimit from 'p-limit';
import { type EventFilter, EventLogQuery, type EventRow } from '../../events/event-log.query.js';
import { ORDER_CHANGED_CHANNEL } from '../../orders/order-move.query.js';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';

/** Notifications are hints and do not tell of every event, so the log is also looked at this often. */
const LOOK_EVERY_MS = 1_000;
/** How many events are kept for the streams that are up to date. */
const KEPT = 1_000;
const PAGE = 200;
/** Orders use the same connections, so streams that are behind take no more than these, however many they are. */
const MOST_CONNECTIONS = 2;

export interface EventBatch {
  readonly events: readonly EventRow[];
  /** All events up to this number were read, whether they passed the filter or not. */
  readonly upTo: bigint;
}

/**
 * The end of the event log, read once for all streams of this process. A stream that is behind reads the database
 * until it has caught up, so nothing is buffered for it.
 */
@Injectable()
export class EventTail implements OnModuleInit, OnModuleDestroy {
  private readonly task = new PeriodicTask('the end of the event log', LOOK_EVERY_MS, () => this.look());
  private readonly connections = pLimit(MOST_CONNECTIONS);
  private readonly waiters = new Set<() => void>();
  private position = 0n;
  /** Every event after `recentAfter` up to `position`. */
  private recent: readonly EventRow[] = [];
  private recentAfter = 0n;
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly log: EventLogQuery,
    private readonly notifications: DatabaseNotifications,
  ) {}

  onModuleInit(): void {
    this.stopListening = this.notifications.listen(ORDER_CHANGED_CHANNEL, () => {
      if (this.waiters.size > 0) void this.task.wake();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    await this.task.stop();
  }

  /** Where a stream begins that wants only what is still to come. */
  async newest(): Promise<bigint> {
    return this.log.newestSettled();
  }

  async read(filter: EventFilter, after: bigint): Promise<EventBatch> {
    const upTo = this.position;
    if (after >= upTo) return { events: [], upTo: after };
    if (after >= this.recentAfter) {
      return { events: this.recent.filter((event) => event.seq > after && passes(event, filter)), upTo };
    }
    const events = await this.connections(() => this.log.oldestFirst(filter, { after, upTo }, PAGE));
    return { events, upTo: events.length < PAGE ? upTo : (events.at(-1)?.seq ?? upTo) };
  }

  /** Waits until there may be something after this number; false when the time was up or the wait was ended before. */
  async advanced(after: bigint, withinMs: number, ended: AbortSignal): Promise<boolean> {
    this.task.start();
    if (this.position > after || ended.aborted) return !ended.aborted;
    return new Promise((resolve) => {
      const finish = (advanced: boolean): void => {
        clearTimeout(timer);
        ended.removeEventListener('abort', giveUp);
        this.waiters.delete(wake);
        resolve(advanced);
      };
      const wake = (): void => finish(true);
      const giveUp = (): void => finish(false);
      const timer = setTimeout(giveUp, withinMs);
      ended.addEventListener('abort', giveUp);
      this.waiters.add(wake);
      // nobody has looked since the last of them went
      if (this.waiters.size === 1) void this.task.wake();
    });
  }

  private async look(): Promise<void> {
    if (this.waiters.size === 0 && this.position > 0n) return;
    const settled = await this.log.newestSettled();
    if (settled <= this.position) return;
    if (settled - this.position > KEPT) {
      this.recent = [];
      this.recentAfter = settled;
    } else {
      this.keep(await this.log.oldestFirst({}, { after: this.position, upTo: settled }, KEPT));
    }
    this.position = settled;
    for (const wake of this.waiters) wake();
  }

  private keep(fresh: readonly EventRow[]): void {
    const all = [...this.recent, ...fresh];
    this.recent = all.slice(-KEPT);
    this.recentAfter = all.at(-KEPT - 1)?.seq ?? this.recentAfter;
  }
}

function passes(event: EventRow, { clientId, orderId, types = [] }: EventFilter): boolean {
  return (
    (clientId === undefined || event.clientId === clientId) &&
    (orderId === undefined || event.orderId === orderId) &&
    (types.length === 0 || types.includes(event.type))
  );
}
