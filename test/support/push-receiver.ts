import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface ReceivedPush {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** Of the query, or of the form that was posted. */
  readonly values: Readonly<Record<string, string>>;
}

/** Somebody's server that Sectigo pushes to. */
export class PushReceiver {
  readonly received: ReceivedPush[] = [];
  /** To the next pushes, one each; then all is well. */
  answers: [status: number, text: string][] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<PushReceiver> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        receiver.received.push(pushOf(request, text));
        const [status, answer] = receiver.answers.shift() ?? [200, 'OK'];
        response.writeHead(status).end(answer);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new PushReceiver(server, `http://127.0.0.1:${port}/push`);
    return receiver;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function pushOf({ method = '', url = '', headers }: IncomingMessage, body: string): ReceivedPush {
  const { pathname, searchParams } = new URL(url, 'http://receiver');
  const values = Object.fromEntries(method === 'POST' ? new URLSearchParams(body) : searchParams);
  return { method, path: pathname, authorization: headers.authorization, values };
}
