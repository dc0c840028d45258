import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { type EventRow } from '../../events/event-log.query.js';
import { EventStream, type StreamTiming } from './event-stream.js';
import { type EventBatch } from './event-tail.js';

const TIMING: StreamTiming = { heartbeatMs: 20, drainWithinMs: 300, recheckMs: 100_000 };

const event = (seq: bigint, padding = ''): EventRow => ({
  seq,
  type: 'order.placed',
  clientId: 'cli',
  orderId: 'ord',
  version: 1,
  data: { padding },
  createdAt: new Date(0),
});

describe('an event stream', () => {
  let server: Server;
  let caller: Socket;
  let received: string;
  let stream: EventStream | undefined;
  let finished: Promise<void>;
  let reads: number;

  beforeEach(() => {
    received = '';
    reads = 0;
  });
  afterEach(async () => {
    stream?.end();
    caller.destroy();
    server.close();
    server.closeAllConnections();
    await finished;
  });

  /** Serves `read` to a caller who takes what comes, or nothing. */
  async function serve(
    read: (after: bigint) => Promise<EventBatch>,
    { timing = TIMING, mayRead = () => Promise.resolve(true), takes = true, isBusy = false } = {},
  ): Promise<void> {
    const tail = {
      read: (_filter: unknown, after: bigint) => {
        reads += 1;
        return read(after);
      },
      advanced: (_after: bigint, withinMs: number, ended: AbortSignal) =>
        pause(isBusy ? 1 : withinMs, isBusy, { signal: ended }).catch(() => false),
    };
    let started = (): void => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    server = createServer((_request, response) => {
      response.writeHead(200);
      stream = new EventStream(response, tail, timing, mayRead);
      finished = stream.run({}, 0n);
      started();
    }).listen(0);
    await once(server, 'listening');
    caller = connect((server.address() as AddressInfo).port);
    caller.on('error', () => undefined);
    if (takes) caller.on('data', (chunk: Buffer) => (received += chunk.toString()));
    caller.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await running;
  }
  const nothing = (after: bigint): Promise<EventBatch> => Promise.resolve({ events: [], upTo: after });

  it('writes id, type and the event itself, once each', async () => {
    await serve((after) => Promise.resolve({ events: after < 2n ? [event(2n)] : [], upTo: 2n }));

    await eventually(() => expect(received).toContain('heartbeat'));
    expect(received).toMatch(
      /\r\nid: evt_0000000000000000002\nevent: order\.placed\ndata: \{"id":"evt_0000000000000000002",.*\}\n\n/,
    );
    expect(received.match(/^event:/gm)).toHaveLength(1);
  });

  it('shows again and again that it is there while nothing happens', async () => {
    await serve(nothing);
    await eventually(() => expect(received.match(/: heartbeat\n\n/g)?.length).toBeGreaterThan(2));
  });

  it('shows it also while much happens of which its caller is told nothing', async () => {
    let upTo = 0n;
    await serve(() => Promise.resolve({ events: [], upTo: (upTo += 1n) }), { isBusy: true });
    await eventually(() => expect(received.match(/: heartbeat\n\n/g)?.length).toBeGreaterThan(2));
    expect(reads).toBeGreaterThan(3);
  });

  it('reads no further than its caller takes, and gives up a caller who takes nothing', async () => {
    const padding = 'x'.repeat(100_000);
    await serve((after) => Promise.resolve({ events: [event(after + 1n, padding)], upTo: after + 1n }), {
      takes: false,
      timing: { ...TIMING, heartbeatMs: 0 },
    });

    await finished;

    // what the kernel's buffers hold, and not all that a quick reader would have got
    expect(reads).toBeLessThan(200);
    caller.resume();
    await once(caller, 'close');
  });

  it('goes on with a caller who was slow for a while', async () => {
    const padding = 'x'.repeat(100_000);
    const last = 120n;
    await serve(
      (after) =>
        after < last
          ? Promise.resolve({ events: [event(after + 1n, padding)], upTo: after + 1n })
          : nothing(after),
      { takes: false, timing: { ...TIMING, heartbeatMs: 5, drainWithinMs: 60_000 } },
    );
    await eventually(() => expect(reads).toBeGreaterThan(5));
    // without the padding: 12 MB are slow to look through again and again
    caller.on('data', (chunk: Buffer) => (received += chunk.toString().replaceAll('x', '')));

    await eventually(() => expect(received.includes(`id: evt_0000000000000000${last}`)).toBe(true));
    expect(received.match(/^event:/gm)).toHaveLength(Number(last));
  });

  it('ends when the caller may not read any more', async () => {
    let allowed = true;
    await serve(nothing, { timing: { ...TIMING, recheckMs: 0 }, mayRead: () => Promise.resolve(allowed) });
    await eventually(() => expect(received).toContain('heartbeat'));

    allowed = false;
    await finished;
    await eventually(() => expect(received.endsWith('0\r\n\r\n')).toBe(true));
  });

  it('outlives a log that cannot be read for a moment', async () => {
    await serve((after) =>
      reads === 1
        ? Promise.reject(new Error('away'))
        : Promise.resolve({ events: after < 1n ? [event(1n)] : [], upTo: 1n }),
    );
    await eventually(() => expect(received).toContain('id: evt_0000000000000000001'));
  });

  it('stops reading when its caller is gone', async () => {
    await serve(nothing);
    await eventually(() => expect(received).toContain('heartbeat'));
    caller.destroy();
    await finished;
    expect(reads).toBeGreaterThan(0);
  });

  it('ends cleanly when it is told to', async () => {
    await serve(nothing);
    await eventually(() => expect(received).toContain('heartbeat'));
    stream?.end();
    await finished;
    await eventually(() => expect(received.endsWith('0\r\n\r\n')).toBe(true));
  });
});
