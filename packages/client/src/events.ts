import { setTimeout as sleep } from 'node:timers/promises';
import { type components } from './gateway-api.js';
import { errorOf } from './problem.js';
import { mayPass, pauseMs } from './retry.js';

export type GatewayEvent = components['schemas']['Event'];

export interface EventOptions {
  /** The id of the last event that you have dealt with. Without it, events from now on come. */
  readonly after?: string | undefined;
  readonly orderId?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Events as they happen, each once, over any number of broken connections. It ends when `signal` is aborted, and throws
 * errors that a retry cannot fix, such as a revoked key.
 */
export async function* followEvents(
  connect: (
    query: URLSearchParams,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ) => Promise<Response>,
  { after, orderId, types = [], signal }: EventOptions,
): AsyncGenerator<GatewayEvent, void, undefined> {
  const query = new URLSearchParams(types.map((type): [string, string] => ['type', type]));
  if (orderId !== undefined) query.set('orderId', orderId);
  let position = after;
  const isOver = (): boolean => signal?.aborted === true;
  for (let breaks = 1; !isOver(); breaks += 1) {
    let fault: unknown;
    try {
      const resume = position === undefined ? {} : { 'Last-Event-ID': position };
      const response = await connect(query, { Accept: 'text/event-stream', ...resume }, signal);
      if (!response.ok || response.body === null)
        throw errorOf(await response.json().catch(() => null), response);
      for await (const { id, data } of messagesOf(response.body)) {
        breaks = 1;
        position = id ?? position;
        if (data !== undefined) yield JSON.parse(data) as GatewayEvent;
      }
    } catch (error) {
      if (isOver()) return;
      if (!mayPass(error)) throw error;
      fault = error;
    }
    // also after a stream that was ended in good order, as by a gateway that stops
    await sleep(pauseMs(fault, breaks), undefined, { signal }).catch(() => undefined);
  }
}

interface Message {
  readonly id?: string | undefined;
  readonly data?: string | undefined;
}

/** Server-sent events as the gateway writes them: LF, and each field once at most. What has no end yet is not given out. */
async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const messages = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const field = (name: string): string | undefined =>
        new RegExp(`^${name}: (.*)$`, 'm').exec(message)?.[1];
      yield { id: field('id'), data: field('data') };
    }
  }
}
