import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';
import { type UnreadReply } from '../../sectigo/index.js';
import { KeptTextsRepository } from './kept-texts.repository.js';
import { ORDER_COMMAND, TEXT_COMMANDS, TEXT_REASONS } from './kept-text-words.js';

/** A database that is away must not fill the memory. */
const MOST_UNDER_WAY = 20;

/** Counts and keeps replies that could not be read in full. It neither delays commands nor makes them fail. */
@Injectable()
export class KeepTexts implements BeforeApplicationShutdown {
  private readonly logger = new Logger(KeepTexts.name);
  private readonly unread: Counter<'command' | 'reason'>;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly texts: KeptTextsRepository,
    { registry }: Metrics,
  ) {
    this.unread = new Counter({
      name: 'gateway_unread_replies_total',
      help: 'Replies of Sectigo that could not be read in full, by command and reason.',
      labelNames: ['command', 'reason'],
      registers: [registry],
    });
    for (const command of [ORDER_COMMAND, ...TEXT_COMMANDS])
      for (const reason of TEXT_REASONS) this.unread.inc({ command, reason }, 0);
  }

  keep(reply: UnreadReply): void {
    const { command, reason, httpStatus } = reply;
    this.unread.inc({ command, reason });
    this.logger.warn({ command, reason, httpStatus }, 'a reply of Sectigo could not be read in full');
    // an attempt keeps the reply to its order itself
    if (command !== ORDER_COMMAND) this.store(reply);
  }

  private store(reply: UnreadReply): void {
    const { command } = reply;
    if (this.underWay.size >= MOST_UNDER_WAY) {
      this.logger.error({ command }, 'an unreadable reply is lost: too many wait to be stored');
      return;
    }
    const storing = this.texts
      .keep(reply)
      .then((kept) => {
        if (!kept)
          this.logger.warn(
            { command },
            'an unreadable reply is not kept: a hundred were kept within the hour',
          );
      })
      .catch((error: unknown) =>
        this.logger.error({ command, err: error }, 'an unreadable reply could not be stored'),
      )
      .finally(() => this.underWay.delete(storing));
    this.underWay.add(storing);
  }

  /** At shutdown, after the last command and before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }
}
