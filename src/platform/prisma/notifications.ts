import { EventEmitter } from 'node:events';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

const RECONNECT_AFTER_MS = 1_000;

/**
 * One connection of a process that listens to Postgres' NOTIFY, for everybody in it. Messages are hints, not truth:
 * while the connection is down they are missed, so a listener must also look for itself now and then.
 */
@Injectable()
export class DatabaseNotifications implements OnApplicationShutdown {
  private readonly logger = new Logger(DatabaseNotifications.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly channels = new Set<string>();
  private client: pg.Client | undefined;
  /** The newest statement of the connection: one after the other, because that is all a connection can. */
  private latest: Promise<unknown> = Promise.resolve();
  private reconnecting: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  /** Calls `listener` with each payload on `channel`; returns the way to stop. */
  listen(channel: string, listener: (payload: string) => void): () => void {
    this.emitter.on(channel, listener);
    if (!this.channels.has(channel)) {
      this.channels.add(channel);
      if (this.client) this.subscribe(this.client, channel);
      else void this.connect();
    }
    return () => this.emitter.off(channel, listener);
  }

  private async connect(): Promise<void> {
    if (this.closed || this.client) return;
    const client = new pg.Client({ connectionString: this.url, application_name: 'sectigo-gateway-listen' });
    this.client = client;
    client.on('notification', ({ channel, payload }) => this.emitter.emit(channel, payload ?? ''));
    client.on('error', () => this.reconnectLater(client));
    client.on('end', () => this.reconnectLater(client));
    this.latest = client.connect().catch(() => this.reconnectLater(client));
    for (const channel of this.channels) this.subscribe(client, channel);
    await this.latest;
  }

  private subscribe(client: pg.Client, channel: string): void {
    this.latest = this.latest
      .then(async () => {
        if (this.client === client) await client.query(`LISTEN "${channel}"`);
      })
      .catch(() => this.reconnectLater(client));
  }

  private reconnectLater(client: pg.Client): void {
    if (this.closed || this.client !== client) return;
    this.client = undefined;
    this.logger.warn('the connection that listens for notifications broke; it is opened again');
    void client.end().catch(() => undefined);
    this.reconnecting = setTimeout(() => void this.connect(), RECONNECT_AFTER_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.reconnecting);
    await this.client?.end().catch(() => undefined);
  }
}
