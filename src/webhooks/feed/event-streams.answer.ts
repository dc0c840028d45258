import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { IdentifyCaller } from '../../access/identify-caller.js';
import { callerOf, type Principal, visibleClientId } from '../../access/principal.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { EventStream, type StreamTiming } from './event-stream.js';
import { EventTail } from './event-tail.js';
import { type ListEventsQuery } from './events.dto.js';

const MOST_STREAMS_OF_A_CALLER = 20;
/** A key that is revoked, or a session that ends, ends its streams soon. */
const TIMING: StreamTiming = { heartbeatMs: 15_000, drainWithinMs: 30_000, recheckMs: 1_000 };

/** The open event streams of this process. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly open = new Map<EventStream, string>();
  private closing = false;

  constructor(
    private readonly tail: EventTail,
    private readonly identifyCaller: IdentifyCaller,
  ) {}

  /** Resumes after `Last-Event-ID`, else after `after`, else begins with what is still to come. */
  async start(
    caller: Principal,
    query: ListEventsQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const after = lastEventId(request) ?? parseSequenceId('evt', query.after ?? '');
    const position = after ?? (await this.tail.newest());
    const name = callerOf(caller);
    const mine = [...this.open.values()].filter((other) => other === name);
    if (mine.length >= MOST_STREAMS_OF_A_CALLER) throw new GatewayError('stream-limit-reached');
    if (request.method === 'HEAD') {
      void reply.headers(STREAM_HEADERS).send('');
      return;
    }

    reply.hijack();
    reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...STREAM_HEADERS });
    const stream = new EventStream(reply.raw, this.tail, TIMING, () => this.mayRead(request));
    this.open.set(stream, name);
    if (this.closing) stream.end();
    const filter = { clientId: visibleClientId(caller), orderId: query.orderId, types: query.type };
    await stream.run(filter, position).finally(() => this.open.delete(stream));
  }

  onModuleDestroy(): void {
    this.closing = true;
    for (const stream of this.open.keys()) stream.end();
  }

  /** Only a clear no ends a stream: while the database is away there is nothing to read anyway. */
  private async mayRead(request: FastifyRequest): Promise<boolean> {
    return this.identifyCaller.execute(request).then(
      () => true,
      (error: unknown) => !(error instanceof GatewayError && error.code === 'unauthenticated'),
    );
  }
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nginx would hold events back
  'x-accel-buffering': 'no',
  // else the connection would idle on after the stream, and hold up a gateway that stops
  connection: 'close',
};

/** What a browser sends by itself when it connects again; empty before the first event. */
function lastEventId({ headers }: FastifyRequest): bigint | undefined {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return undefined;
  const number = typeof id === 'string' ? parseSequenceId('evt', id) : undefined;
  if (number !== undefined) return number;
  const detail = 'The header Last-Event-ID must be the id of an event.';
  throw new GatewayError('malformed-request', { detail });
}
