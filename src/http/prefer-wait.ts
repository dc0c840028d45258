import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

const LONGEST_WAIT_SECONDS = 30;

/** The seconds of `Prefer: wait=N` (RFC 7240), at most 30; undefined when there is no such wish or it makes no sense. */
export function readPreferredWait(header: string | string[] | undefined): number | undefined {
  const wishes = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(/[,;]/);
  for (const wish of wishes) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(wish)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), LONGEST_WAIT_SECONDS);
  }
  return undefined;
}

export const PreferredWait = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | undefined =>
    readPreferredWait(
      context.switchToHttp().getRequest<FastifyRequest>().headers.prefer as string | undefined,
    ),
);
