import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/** The caller's own name for this order: 1–255 visible ASCII characters. */
export function readIdempotencyKey(given: unknown): string {
  if (given === undefined || given === null || given === '')
    throw new GatewayError('idempotency-key-missing');
  if (typeof given !== 'string' || !VISIBLE_ASCII.test(given))
    throw new GatewayError('idempotency-key-invalid');
  return given;
}

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);
