import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** The caller's own name for this order: 1–255 visible ASCII characters. */
export function readIdempotencyKey(header: string | string[] | undefined): string {
  if (header === undefined || header === '') throw new GatewayError('idempotency-key-missing');
  if (typeof header !== 'string' || !VISIBLE_ASCII.test(header))
    throw new GatewayError('idempotency-key-invalid');
  return header;
}

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);
