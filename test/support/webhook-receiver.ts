import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly at: number;
}
export interface WebhookPayload {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
}

/** What a receiver does with a request; nothing: it never answers. */
export type Behaviour = (response: ServerResponse, received: ReceivedWebhook) => void;

export const answering =
  (status: number, text = ''): Behaviour =>
  (response) =>
    response.writeHead(status).end(text);

/** Somebody's server that is told of events; it behaves as its test says. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  private constructor(
    readonly url: string,
    public behaviour: Behaviour,
    readonly close: () => Promise<void>,
  ) {}

  static async start(behaviour: Behaviour = answering(204)): Promise<WebhookReceiver> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        const id = String(request.headers['webhook-id']);
        const received = { id, headers: request.headers, text, at: Date.now() };
        receiver.received.push(received);
        receiver.behaviour(response, received);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const close = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    const receiver = new WebhookReceiver(`http://127.0.0.1:${port}/hook`, behaviour, close);
    return receiver;
  }

  /** Everything received, as the published library reads it: it throws if a signature is wrong. */
  payloads(secret: string): WebhookPayload[] {
    return this.received.map(({ text, headers }) => verified(secret, text, headers));
  }
}

/** The receivers of a test. */
export class WebhookReceivers {
  private readonly started: WebhookReceiver[] = [];

  async start(behaviour?: Behaviour): Promise<WebhookReceiver> {
    const receiver = await WebhookReceiver.start(behaviour);
    this.started.push(receiver);
    return receiver;
  }

  async close(): Promise<void> {
    await Promise.all(this.started.splice(0).map((receiver) => receiver.close()));
  }
}

export function verified(secret: string, text: string, headers: IncomingHttpHeaders): WebhookPayload {
  return new Webhook(secret).verify(text, headers as Record<string, string>) as WebhookPayload;
}
