import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Connection, type Patience } from './connection.js';

const PATIENCE: Patience = {
  idleMs: 100,
  unreadMs: 50,
  unreadBytesPerSecond: 1_000,
};

/** A socket as it looks from inside: so much was written, and so much of it is not taken yet. */
function aSocket(): { socket: Socket; set: (written: number, unread: number) => void } {
  const state = { bytesWritten: 0, writableLength: 0 };
  const socket = Object.defineProperties(new Socket(), {
    bytesWritten: { get: () => state.bytesWritten },
    writableLength: { get: () => state.writableLength },
  });
  return {
    socket,
    set: (bytesWritten, writableLength) => Object.assign(state, { bytesWritten, writableLength }),
  };
}

describe('a connection that waits for its caller', () => {
  let socket: Socket;
  let set: (written: number, unread: number) => void;
  let connection: Connection;
  beforeEach(() => {
    ({ socket, set } = aSocket());
    connection = new Connection(socket, 10, () => undefined);
  });

  const isStaleAt = (ms: number): boolean => connection.isStale(PATIENCE, ms);
  /** A request that has arrived or not, and is not answered. */
  function ask(complete: boolean): ServerResponse {
    const request = { complete } as IncomingMessage;
    const response = new ServerResponse(request);
    connection.take(request, response, () => undefined);
    return response;
  }

  it('to ask is stale some time after the answer before', () => {
    expect([1_000, 1_100, 1_101].map(isStaleAt)).toEqual([false, false, true]);
    ask(true).emit('finish');
    set(500, 0);
    expect([1_102, 1_202, 1_203].map(isStaleAt)).toEqual([false, false, true]);
  });

  it('to ask in full has a time of its own', () => {
    ask(false);
    expect([0, 1e9].map(isStaleAt)).toEqual([false, false]);
  });

  it('to take its answer is stale when nothing of it is taken for some time and a second for so many bytes', () => {
    ask(true);
    expect([0, 9_000].map(isStaleAt)).toEqual([false, false]);
    set(3_000, 2_000);
    expect([10_000, 12_050, 12_051].map(isStaleAt)).toEqual([false, false, true]);
  });

  it('is not as long as its answer is taken, however slowly', () => {
    ask(true);
    for (let at = 0; at < 20; at += 1) {
      set(3_000, 2_000 - at * 50);
      expect([at * 2_000, at * 2_000 + 1_000].map(isStaleAt)).toEqual([false, false]);
    }
  });

  it('for us is not', () => {
    ask(true);
    expect([0, 1e9].map(isStaleAt)).toEqual([false, false]);
  });
});
