import { type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { type FaultAction } from './faults.js';
import { type Reply } from './reply-formats.js';

/** A client that finds the bytes and the reset at once may take them for an orderly end, so it may read first. */
const UNTIL_READ_MS = 20;

/** Sends the reply, or spoils its delivery as the fault says; `closing` ends a delay when the simulator stops. */
export async function deliver(
  reply: Reply,
  fault: FaultAction | null,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    if (fault.when === 'mid-reply') {
      await sendStart(reply, Math.floor(reply.body.length / 2), response);
      await delay(UNTIL_READ_MS, undefined, { signal: closing });
      // a client in this very process reads between the timer and this turn, however late the timer is
      await nextTurn();
    }
    resetConnection(response.req.socket);
    return;
  }
  if (fault?.kind === 'truncate') {
    await sendStart(reply, fault.bytes, response);
    response.req.socket.end();
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms, undefined, { signal: closing });
  sendReply(reply, response);
}

export function sendReply(reply: Reply, response: ServerResponse): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  response.end(reply.body);
}

/** A TCP reset, not an orderly end. */
export function resetConnection(socket: Socket): void {
  socket.resetAndDestroy();
}

/** The head announces the whole length, then only `bytes` of the body follow. */
async function sendStart(reply: Reply, bytes: number, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  response.flushHeaders();
  await new Promise<void>((resolve) => {
    // the callback reports a client that has gone meanwhile: nothing more is owed to it
    response.write(reply.body.subarray(0, bytes), () => resolve());
  });
}
