import { once } from 'node:events';
import net from 'node:net';
import { freePort } from './free-port.js';
import { Link, type Wire } from './link.js';
import { type Direction, type Tap, type WireFault } from './wire-fault.js';

const REACHED_WITHIN_MS = 90_000;

/** A place on the wire at which a tap holds a connection. */
export interface Held {
  /** Lets everything go on. */
  release(): void;
  /** Resets the connection on both sides; what was held never arrives. */
  drop(): void;
}

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** A TCP proxy that plays a bad network, and can stop a conversation at a chosen byte. */
export class FaultProxy implements Wire {
  private readonly links = new Set<Link>();
  private readonly faults = new Map<Direction, WireFault>();
  private taps: { tap: Tap; reached: (held: Held) => void }[] = [];
  private server: net.Server | undefined;
  private linkCount = 0;
  /** Called when a fault begins or ends, for bytes that wait for that. */
  private changed: () => void = () => undefined;
  private change = new Promise<void>((resolve) => (this.changed = resolve));

  private constructor(
    private target: Target,
    readonly port: number,
  ) {}

  static async start(target: Target): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, await freePort());
    await proxy.listen();
    return proxy;
  }

  /** Connections from now on go there. */
  redirect(target: Target): void {
    this.target = target;
  }

  async break(fault: WireFault, ...directions: readonly Direction[]): Promise<void> {
    const where: readonly Direction[] = directions.length > 0 ? directions : ['to-server', 'to-client'];
    for (const direction of where) this.faults.set(direction, fault);
    this.notify();
    if (fault.kind === 'reset' || fault.kind === 'refuse') this.resetLinks();
    if (fault.kind === 'refuse') await this.stopListening();
  }

  /** Ends all faults and taps. */
  async heal(): Promise<void> {
    this.faults.clear();
    this.taps = [];
    this.notify();
    if (this.server === undefined) await this.listen();
  }

  /** Resets every open connection; new ones are taken. */
  resetLinks(): void {
    for (const link of this.links) link.drop();
  }

  /** Resolves once, when the tap says so on any connection. */
  hold(tap: Tap, withinMs = REACHED_WITHIN_MS): Promise<Held> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('nothing passed that was to be held')), withinMs);
      const reached = (held: Held): void => {
        clearTimeout(late);
        resolve(held);
      };
      this.taps.push({ tap, reached });
    });
  }

  async close(): Promise<void> {
    this.resetLinks();
    await this.stopListening();
  }

  faultOf(direction: Direction): WireFault | undefined {
    return this.faults.get(direction);
  }

  untilChange(): Promise<void> {
    return this.change;
  }

  look(chunk: Buffer, direction: Direction, link: Link): { passes: number; held: () => void } | null {
    for (const entry of this.taps) {
      const passes = entry.tap(chunk, direction, link.number);
      if (passes === null) continue;
      this.taps = this.taps.filter((other) => other !== entry);
      return { passes, held: () => entry.reached(link) };
    }
    return null;
  }

  ended(link: Link): void {
    this.links.delete(link);
  }

  private notify(): void {
    this.changed();
    this.change = new Promise((resolve) => (this.changed = resolve));
  }

  private async listen(): Promise<void> {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.accept(client));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.server = server;
  }

  private async stopListening(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  private accept(client: net.Socket): void {
    if (this.faults.get('to-server')?.kind === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const server = net.connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    this.links.add(new Link(this, ++this.linkCount, client, server));
  }
}
