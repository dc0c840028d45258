import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/** Who calls: a client acts on its own orders, an operator on all. */
export interface Principal {
  readonly role: 'client' | 'operator';
  /** Orders are placed in this client's name. */
  readonly clientId: string;
  /** Whether that client has limits. */
  readonly limited: boolean;
}

/** Operators order in the name of this client; the first migration made its row. */
export const OPERATOR_CLIENT_ID = 'cli_00000000000000000000000000';
export const OPERATOR: Principal = { role: 'operator', clientId: OPERATOR_CLIENT_ID, limited: false };

type Authenticated = FastifyRequest & { principal?: Principal };

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  (request as Authenticated).principal = principal;
}

/** The caller of a route that is not public. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<Authenticated>();
  if (!principal) throw new Error('a route without an authenticated caller asked for one');
  return principal;
});

/** Operators see everything: `undefined` means no restriction. */
export function visibleClientId(principal: Principal): string | undefined {
  return principal.role === 'operator' ? undefined : principal.clientId;
}
