import { EventEmitter } from 'node:events';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../../config/config.js';
import { type DatabaseUrls, openClient } from './connection.js';

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
  private state: 'closed' | 'opening' | 'open' | 'useless' = 'closed';
  private client: pg.Client | undefined;
  /** The newest statement of the connection: one after the other, because that is all a connection can. */
  private latest: Promise<unknown> = Promise.resolve();
  private reconnecting: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(@Inject(Config) private readonly urls: DatabaseUrls) {}

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
    if (this.stopped || this.state !== 'closed') return;
    this.state = 'opening';
    try {
      const { databaseUrl, databaseDirectUrl } = this.urls;
      const { client, session } = await openClient(
        databaseDirectUrl ?? databaseUrl,
        'sectigo-gateway-listen',
      );
      if (session === 'pooled' && databaseDirectUrl === undefined) await this.giveUp(client);
      else await this.take(client);
    } catch {
      this.state = 'closed';
      this.connectLater();
    }
  }

  private async take(client: pg.Client): Promise<void> {
    // stopped meanwhile
    if (this.stopped) return client.end();
    this.client = client;
    this.state = 'open';
    client.on('notification', ({ channel, payload }) => this.emitter.emit(channel, payload ?? ''));
    client.on('error', () => this.broke(client));
    client.on('end', () => this.broke(client));
    for (const channel of this.channels) this.subscribe(client, channel);
  }

  /** To listen there would be a lie, and stay behind in a session of the pooler's. */
  private async giveUp(client: pg.Client): Promise<void> {
    this.state = 'useless';
    this.logger.warn(
      'DATABASE_URL leads through a pooler, which passes on no notifications: requests that wait look once a ' +
        'second instead. Set DATABASE_DIRECT_URL to reach Postgres directly',
    );
    await client.end();
  }

  private subscribe(client: pg.Client, channel: string): void {
    this.latest = this.latest
      .then(async () => {
        if (this.client === client) await client.query(`LISTEN "${channel}"`);
      })
      .catch(() => this.broke(client));
  }

  private broke(client: pg.Client): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.state = 'closed';
    this.logger.warn('the connection that listens for notifications broke and is opened again');
    void client.end().catch(() => undefined);
    this.connectLater();
  }

  private connectLater(): void {
    if (this.stopped) return;
    this.reconnecting = setTimeout(() => void this.connect(), RECONNECT_AFTER_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.reconnecting);
    await this.client?.end().catch(() => undefined);
  }
}
