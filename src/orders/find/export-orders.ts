import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { type Principal } from '../../access/principal.js';
import { type ListOrdersQuery } from './list-orders.query.dto.js';
import { visibleFilter } from './list-orders.js';
import { type OrderFilter } from './order-page.query.js';
import { OrderQuery } from './order.query.js';
import { CSV_HEADER, toCsvLine } from './orders-csv.js';

const BATCH = 1_000;
/** Orders use the same connections, so exports take no more than these, however many are read. */
const MOST_CONNECTIONS = 2;

/** Every order that passes the filter, newest first, as CSV. */
@Injectable()
export class ExportOrders {
  private readonly connections = pLimit(MOST_CONNECTIONS);

  constructor(private readonly orders: OrderQuery) {}

  /**
   * A stream that reads on as fast as it is read, and no more once it is destroyed. Its beginning has been read: should
   * storage be away, that is known before an answer has begun.
   */
  async execute(caller: Principal, query: ListOrdersQuery): Promise<Readable> {
    const batches = this.batches(visibleFilter(caller, query));
    const first = await batches.next();
    return Readable.from(inPieces(first.value ?? '', batches), { highWaterMark: 1 });
  }

  private async *batches(filter: OrderFilter): AsyncGenerator<string, void> {
    let cursor: string | undefined;
    do {
      const page = { limit: BATCH, cursor };
      const batch = await this.connections(() => this.orders.listForExport(filter, page));
      yield batch.map(toCsvLine).join('');
      cursor = batch.length === BATCH ? batch.at(-1)?.id : undefined;
    } while (cursor !== undefined);
  }
}

async function* inPieces(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield CSV_HEADER + first;
  yield* rest;
}
