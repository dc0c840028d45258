import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';

/** One element of a list of entity tags, with the comma after it; empty elements count for nothing (RFC 9110, 5.6.1). */
const ELEMENT = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y;
/** Nine digits: what the database takes for a version, and more than any order comes to. */
const VERSION = /^[1-9]\d{0,8}$/;

interface Tag {
  readonly weak: boolean;
  readonly value: string;
}

/** The version of the shown resource, as its strong entity tag. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * The versions that an `If-Match` allows; null: any. Tags are compared strongly, so a weak one allows none, and neither does
 * one that is no version.
 */
export function versionsMatched(header: string | undefined): readonly number[] | null {
  if (header === undefined) return null;
  const tags = readTags('If-Match', header);
  if (tags === '*') return null;
  return tags.filter(({ weak, value }) => !weak && VERSION.test(value)).map(({ value }) => Number(value));
}

/** Whether an `If-None-Match` names this version; its tags are compared weakly. */
export function isVersionKnown(version: number, header: string | undefined): boolean {
  if (header === undefined) return false;
  const tags = readTags('If-None-Match', header);
  return tags === '*' || tags.some(({ value }) => value === String(version));
}

function readTags(name: string, header: string): readonly Tag[] | '*' {
  if (header.trim() === '*') return '*';
  const tags: Tag[] = [];
  const element = new RegExp(ELEMENT);
  while (element.lastIndex < header.length) {
    const [, weak, value] = element.exec(header) ?? refuse(name);
    if (value !== undefined) tags.push({ weak: weak !== undefined, value });
  }
  return tags.length > 0 ? tags : refuse(name);
}

function refuse(name: string): never {
  throw new GatewayError('malformed-request', {
    detail: `The header ${name} must be * or a list of entity tags such as "7", in quotes.`,
  });
}

/** The versions that the caller's change may find; null: any. */
export const MatchedVersions = createParamDecorator(
  (_data: unknown, context: ExecutionContext): readonly number[] | null =>
    versionsMatched(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
