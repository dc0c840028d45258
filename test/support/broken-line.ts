import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

/** A TCP line to a server that can be cut and mended, or stand still. */
export interface BrokenLine {
  /** The server's URL by way of the line. */
  readonly url: string;
  cut(): void;
  mend(): void;
  /** Nothing gets through, and nobody is told. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

export async function lineTo(target: string): Promise<BrokenLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = net.connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from) && to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const drop = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    url: url.href,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    freeze: () => sockets.forEach((socket) => socket.pause()),
    thaw: () => sockets.forEach((socket) => socket.resume()),
    close: async () => {
      server.close();
      drop();
      await once(server, 'close');
    },
  };
}
