import { type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Direction, type WireFault } from './wire-fault.js';

/** What a connection asks of the proxy that it runs through. */
export interface Wire {
  faultOf(direction: Direction): WireFault | undefined;
  untilChange(): Promise<void>;
  look(chunk: Buffer, direction: Direction, link: Link): { passes: number; held: () => void } | null;
  ended(link: Link): void;
}

/** One connection through the proxy: two pipes, each of which keeps the order of its bytes. */
export class Link {
  private open = true;
  private letGo: () => void = () => undefined;
  private readonly released = new Promise<void>((resolve) => (this.letGo = resolve));
  private end: () => void = () => undefined;
  private readonly closed = new Promise<void>((resolve) => (this.end = resolve));

  constructor(
    private readonly wire: Wire,
    readonly number: number,
    private readonly client: Socket,
    private readonly server: Socket,
  ) {
    this.pipe(client, server, 'to-server');
    this.pipe(server, client, 'to-client');
  }

  release(): void {
    this.letGo();
  }

  drop(): void {
    this.finish(reset);
  }

  private pipe(from: Socket, to: Socket, direction: Direction): void {
    let passed = 0;
    let line: Promise<void> = Promise.resolve();
    const inLine = (step: () => Promise<void> | void): void => {
      line = line.then(() => (this.open ? step() : undefined));
    };
    from.on('data', (chunk: Buffer) => {
      const arrivedAt = Date.now();
      inLine(async () => {
        await this.delay(direction, arrivedAt);
        passed = await this.pass(chunk, to, direction, passed);
      });
    });
    from.on('end', () =>
      inLine(async () => {
        const fault = this.wire.faultOf(direction);
        if (fault?.kind === 'slow-close') await Promise.race([pause(fault.ms), this.closed]);
        await this.delay(direction, Date.now());
        to.end();
      }),
    );
    from.on('error', () => this.drop());
    from.on('close', () => {
      if (from.destroyed && to.destroyed) this.finish(() => undefined);
    });
  }

  /** Waits as the fault of the moment demands; a fault that ends meanwhile is over for these bytes as well. */
  private async delay(direction: Direction, arrivedAt: number): Promise<void> {
    for (;;) {
      const fault = this.wire.faultOf(direction);
      if (!this.open) return;
      if (fault?.kind === 'black-hole') await Promise.race([this.wire.untilChange(), this.closed]);
      else if (fault?.kind === 'latency') {
        const until = arrivedAt + fault.ms + Math.random() * (fault.jitterMs ?? 0);
        await Promise.race([pause(Math.max(until - Date.now(), 0)), this.wire.untilChange(), this.closed]);
        if (this.wire.faultOf(direction) === fault) return;
      } else return;
    }
  }

  private async pass(chunk: Buffer, to: Socket, direction: Direction, passed: number): Promise<number> {
    if (!this.open) return passed;
    const fault = this.wire.faultOf(direction);
    if (fault?.kind === 'cut' && passed + chunk.length >= fault.afterBytes) {
      to.write(chunk.subarray(0, Math.max(fault.afterBytes - passed, 0)));
      this.finish((socket) => socket.destroySoon());
      return fault.afterBytes;
    }
    const stop = this.wire.look(chunk, direction, this);
    if (stop === null) await this.write(chunk, to);
    else await this.holdAfter(stop.passes, chunk, to, stop.held);
    return passed + chunk.length;
  }

  private async holdAfter(passes: number, chunk: Buffer, to: Socket, held: () => void): Promise<void> {
    await this.write(chunk.subarray(0, passes), to);
    held();
    await Promise.race([this.released, this.closed]);
    await this.write(chunk.subarray(passes), to);
  }

  private async write(bytes: Buffer, to: Socket): Promise<void> {
    if (!this.open || bytes.length === 0 || to.write(bytes)) return;
    await Promise.race([new Promise<void>((resolve) => to.once('drain', resolve)), this.closed]);
  }

  private finish(close: (socket: Socket) => void): void {
    if (!this.open) return;
    this.open = false;
    for (const socket of [this.client, this.server]) close(socket);
    this.end();
    this.wire.ended(this);
  }
}

/** A socket whose end is on its way takes no reset: Node 20 would wait for it for ever when the process ends. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
