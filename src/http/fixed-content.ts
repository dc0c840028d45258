import { createHash } from 'node:crypto';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { compress, prefersGzip, WORTH_COMPRESSING_BYTES } from './gzip.js';

const COMPRESSIBLE = /^(?:text\/|application\/json|image\/svg)/;

interface Encoded {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly encoding?: 'gzip';
}

/**
 * An answer that is the same for everybody: sent from one place in memory, so a reader costs neither time to make it nor
 * memory to keep it; compressed once, and not sent to a client that has it.
 */
export class FixedContent {
  private readonly plain: Encoded;
  private gzipped: Promise<Encoded> | undefined;

  constructor(
    content: Buffer | string,
    private readonly type: string,
    private readonly cacheControl = 'no-cache',
  ) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.plain = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
  }

  async send({ headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (this.compressible) void reply.header('vary', 'accept-encoding');
    const { bytes, etag, encoding } = await this.inEncodingFor(headers['accept-encoding']);
    void reply.headers({ etag, 'cache-control': this.cacheControl });
    if (isKnown(etag, headers['if-none-match'])) return reply.status(304).send();
    if (encoding) void reply.header('content-encoding', encoding);
    return reply.type(this.type).send(bytes);
  }

  private get compressible(): boolean {
    return COMPRESSIBLE.test(this.type) && this.plain.bytes.length >= WORTH_COMPRESSING_BYTES;
  }

  private async inEncodingFor(accepted?: string): Promise<Encoded> {
    if (!this.compressible || !prefersGzip(accepted)) return this.plain;
    this.gzipped ??= compress(this.plain.bytes).then((bytes) => {
      return { bytes, etag: this.plain.etag.replace(/"$/, '-gzip"'), encoding: 'gzip' };
    });
    return this.gzipped;
  }
}

/** Compared weakly (RFC 9110, 13.1.2): a proxy may have taken a strong one for weak. */
function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const known = ifNoneMatch.split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
