import { type IncomingHttpHeaders } from 'node:http';
import { type FastifyInstance } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';

/** Deeper than any document of this API, and far from where a recursion would end the stack. */
const MAX_DEPTH = 16;

/**
 * JSON is the only body that this API takes, and it is read strictly: bytes that are not UTF-8 would arrive at
 * Sectigo as other characters than were meant.
 */
export function takeOnlyJson(fastify: FastifyInstance): void {
  refuseEncodedBodies(fastify);
  refuseOtherCharsets(fastify);
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = decode(body as Buffer);
    // tools send the content type with every POST, also with those that need no body
    if (body.length === 0) done(null);
    else if (text === undefined) done(malformed('The body is not well-formed UTF-8.'));
    else if (isTooDeep(text)) done(malformed(`The body is nested deeper than ${MAX_DEPTH} levels.`));

    // Fastify's parser also refuses __proto__ and constructor.prototype
    else void parse(request, text, done);
  });
}

/** No body is ever unpacked: a few bytes may be gigabytes. */
function refuseEncodedBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async ({ headers }, reply) => {
    const encodings = headers['content-encoding']?.toLowerCase().split(',') ?? [];
    if (!hasBody(headers) || encodings.every((name) => PLAIN.has(name.trim()))) return Promise.resolve();
    void reply.header('accept-encoding', 'identity');
    const detail = 'A body with a Content-Encoding is not taken: send it as it is.';
    throw new GatewayError('unsupported-media-type', { detail });
  });
}

/** It would be read as UTF-8, and names would arrive as others than were meant. */
function refuseOtherCharsets(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async ({ headers }) => {
    const [, charset] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
    if (charset === undefined || UTF_8.test(charset) || !hasBody(headers)) return Promise.resolve();
    throw new GatewayError('unsupported-media-type', { detail: 'JSON must be encoded in UTF-8.' });
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i;
const UTF_8 = /^utf-?8$/i;

const PLAIN = new Set(['', 'identity']);

/** Some clients name an encoding with every request. */
function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function malformed(detail: string): GatewayError {
  return new GatewayError('malformed-request', { detail });
}

function decode(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of strings, in one pass: no parser is run on what may be too deep for it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
