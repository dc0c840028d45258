import { type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyContextConfig, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Permission } from './permissions.js';

/** Decides by itself who gets in, and throws for everybody else. The body has not been read by then. */
export interface Doorkeeper {
  admit(request: FastifyRequest, reply: FastifyReply): void | Promise<void>;
}

/** Everybody, callers with a permission, or whoever a doorkeeper lets in. Absent: nobody. */
export type Access = 'public' | Permission | Type<Doorkeeper>;

/** What a call counts as: whoever may do much of one may do little of another. */
export type RateKind = 'reads' | 'orders' | 'changes';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    rateKind?: RateKind;
    /** Where the limit of all bodies is more than this route has use for. */
    maxBodyBytes?: number;
  }
}

const MARKS = Symbol('route marks');

/**
 * Writes into the configuration that Fastify keeps of a route, where it can be read before the body. Of a controller: for
 * each of its routes, unless the route says something else.
 */
export function mark(marks: FastifyContextConfig): MethodDecorator & ClassDecorator {
  return (target: object, _name?: string | symbol, method?: PropertyDescriptor): void => {
    const routes = method ? [method.value as object] : methodsOf(target as Type<unknown>);
    for (const route of routes) {
      const merged = { ...marks, ...(Reflect.getMetadata(MARKS, route) as FastifyContextConfig | undefined) };
      Reflect.defineMetadata(MARKS, merged, route);
      RouteConfig(merged)(route as never);
    }
  };
}

function methodsOf({ prototype }: Type<unknown>): object[] {
  return Object.values(Object.getOwnPropertyDescriptors(prototype as object))
    .map(({ value }) => value as unknown)
    .filter((value) => typeof value === 'function');
}
