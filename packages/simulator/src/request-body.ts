import { type IncomingMessage } from 'node:http';

/** Above every form that the length limits allow, percent-encoded. */
const MAX_BYTES = 2 * 1024 * 1024;

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The sender went away before its whole body had arrived. */
export class BodyIncompleteError extends Error {
  override readonly name = 'BodyIncompleteError';
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // read on without keeping it: leaving the loop early would cut the connection and with it the answer
      if (bytes <= MAX_BYTES) chunks.push(chunk);
    }
  } catch (error) {
    throw new BodyIncompleteError('The connection ended within the body', { cause: error });
  }
  if (bytes > MAX_BYTES) throw new BodyTooLargeError('The body is too large');
  return Buffer.concat(chunks);
}
