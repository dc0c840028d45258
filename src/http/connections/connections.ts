import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { Connection, type Patience } from './connection.js';

export interface ConnectionLimits {
  readonly mostConnections: number;
  /** Requests of one connection that wait for their answers: more than any tool sends at once. */
  readonly mostUnanswered: number;
}

/** All connections of callers, so many and no more. Each group has those first that were quiet the longest. */
export class Connections {
  /** Nothing was answered there yet. */
  private readonly fresh = new Map<Socket, Connection>();
  private readonly used = new Map<Socket, Connection>();
  private stopping = false;

  constructor(private readonly limits: ConnectionLimits) {}

  /**
   * When there are too many, one goes that waits for its caller: rather one that nothing came from so far than one of a
   * caller who is known to ask. While all others are being served, it is the new one.
   */
  open(socket: Socket): void {
    const full = this.fresh.size + this.used.size >= this.limits.mostConnections;
    if (this.stopping || (full && !this.makeRoom())) {
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, this.limits.mostUnanswered, () => {
      this.forget(socket);
      if (!socket.destroyed) this.used.set(socket, connection);
    });
    this.fresh.set(socket, connection);
    socket.once('close', () => this.forget(socket));
  }

  take(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    this.find(request.socket)?.take(request, response, answer);
  }

  refuse(socket: Socket, answer: string): void {
    this.find(socket)?.refuse(answer);
  }

  /** To be called now and then: nothing else ends a connection whose caller lets us wait. */
  cutStale(patience: Patience): void {
    for (const group of [this.fresh, this.used]) {
      for (const [socket, connection] of group) if (connection.isStale(patience)) socket.destroy();
    }
  }

  /**
   * A server that stops waits for its connections. Node closes those that idle after an answer, and waits a minute and
   * more for two others: those on which nobody has asked anything yet (browsers and pools open them in advance), and
   * those that become idle because what was asked before is answered now.
   */
  end(): void {
    this.stopping = true;
    for (const connection of [...this.fresh.values(), ...this.used.values()]) connection.end();
  }

  private find(socket: Socket): Connection | undefined {
    return this.fresh.get(socket) ?? this.used.get(socket);
  }

  private forget(socket: Socket): void {
    this.fresh.delete(socket);
    this.used.delete(socket);
  }

  private makeRoom(): boolean {
    for (const group of [this.fresh, this.used]) {
      for (const [socket, { isDispensable }] of group) {
        if (!isDispensable) continue;
        socket.destroy();
        // it is gone now, and says so later
        this.forget(socket);
        return true;
      }
    }
    return false;
  }
}
