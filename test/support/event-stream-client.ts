import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { type ApiClient } from './api-client.js';

export interface StreamedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly id: string; readonly type: string; readonly orderId: string | null };
}

/** A reader of server-sent events that knows the format and nothing of the gateway; on a connection of its own. */
export class EventStreamClient {
  readonly events: StreamedEvent[] = [];
  readonly comments: string[] = [];
  /** The last id that came, as a browser keeps it: also one without an event. */
  position: string | undefined;
  private response: IncomingMessage | undefined;
  private reading: Promise<'ended' | 'broken'> | undefined;

  /** Connects; resolves when the head of the answer is there. */
  async open(
    client: ApiClient,
    path = '/v1/events',
    lastEventId?: string,
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    const request = http.get(`${client.url}${path}`, {
      agent: false,
      headers: {
        accept: 'text/event-stream',
        ...(client.key !== null && { authorization: `Bearer ${client.key}` }),
        ...headers,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    this.response = response;
    this.reading = this.read(response);
    return response;
  }

  /** Resolves when the other side ends the stream, or it breaks. */
  async ended(): Promise<'ended' | 'broken'> {
    return this.reading ?? 'broken';
  }

  /** Hangs up in the middle of whatever comes. */
  async close(): Promise<void> {
    this.response?.destroy();
    await this.reading;
  }

  private async read(response: IncomingMessage): Promise<'ended' | 'broken'> {
    let text = '';
    try {
      for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
        text += chunk;
        const messages = text.split('\n\n');
        text = messages.pop() ?? '';
        for (const message of messages) this.take(message);
      }
      return response.complete ? 'ended' : 'broken';
    } catch {
      return 'broken';
    }
  }

  private take(message: string): void {
    if (message.startsWith(':')) this.comments.push(message);
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(message)?.[1];
    const [id, type, data] = [field('id'), field('event'), field('data')];
    this.position = id ?? this.position;
    if (id === undefined || type === undefined || data === undefined) return;
    this.events.push({ id, type, data: JSON.parse(data) as StreamedEvent['data'] });
  }
}
