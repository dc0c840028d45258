import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { plainAddress } from './network-of.js';
import { type OperatorRole, type Role } from './permissions.js';

export interface Principal {
  readonly role: Role;
  /** Orders are placed in this client's name. */
  readonly clientId: string;
  /** Whether that client has limits. */
  readonly limited: boolean;
  /**
   * What was shown for it: a key's id, `operator-key`, `session:` and its id, `person:` and a name, or `token:` and its
   * subject.
   */
  readonly credential: string;
}

/** A caller as the audit trail names it. */
export interface Actor extends Principal {
  readonly address: string;
  readonly requestId: string;
}

/** Operators order in the name of this client; the first migration made its row. */
export const OPERATOR_CLIENT_ID = 'cli_00000000000000000000000000';

export function operator(role: OperatorRole, credential: string): Principal {
  return { role, clientId: OPERATOR_CLIENT_ID, limited: false, credential };
}

/** All keys of a client are one caller; each session or token of an operator is one. */
export function callerOf({ role, clientId, credential }: Principal): string {
  return role === 'client' ? clientId : credential;
}

type Authenticated = FastifyRequest & { principal?: Principal };

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  (request as Authenticated).principal = principal;
}

/** Whoever sent it; nobody, where a route is open. */
export function principalOf(request: FastifyRequest): Principal | undefined {
  return (request as Authenticated).principal;
}

/** The caller of a route that is not public. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const principal = principalOf(request);
  if (!principal) throw new Error('a route without an authenticated caller asked for one');
  return { ...principal, ...originOf(request) };
});

export function originOf({ ip, id }: FastifyRequest): Pick<Actor, 'address' | 'requestId'> {
  return { address: plainAddress(ip), requestId: id };
}

/** Operators see everything: `undefined` means no restriction. */
export function visibleClientId(principal: Principal): string | undefined {
  return principal.role === 'client' ? principal.clientId : undefined;
}
