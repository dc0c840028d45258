import { Injectable } from '@nestjs/common';
import { newApiKey } from '../access/api-key.js';
import { permissionsOf } from '../access/permissions.js';
import { type Actor, type Principal } from '../access/principal.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type Page, cutPage } from '../shared/page.js';
import { isId, newId } from '../shared/ids.js';
import {
  type CallerResponse,
  type ClientResponse,
  type CreateClientDto,
  type UpdateClientDto,
} from './clients.dto.js';
import { type AddKeyDto, type KeyResponse } from './keys.dto.js';
import { Keys, toKeyResponse } from './keys.js';
import { type ClientRow, ClientsRepository, NO_USAGE } from './clients.repository.js';

const NO_LIMITS = { ordersPerHour: null, spendPerDay: null };

/** Who may order, how much, and with which keys. */
@Injectable()
export class Clients {
  constructor(
    private readonly repository: ClientsRepository,
    private readonly keys: Keys,
  ) {}

  async create(
    by: Actor,
    { name, limits, jwtSubject }: CreateClientDto,
  ): Promise<ClientResponse & { key: string }> {
    const key = newApiKey();
    const given = { name, ...limits, jwtSubject: jwtSubject ?? null };
    const client = await this.repository.create(newId('cli'), given, key, by);
    return { ...toResponse(client), usage: NO_USAGE, key: key.token };
  }

  async list(limit: number, cursor?: string, keysExpireBefore?: string): Promise<Page<ClientResponse>> {
    const before = keysExpireBefore === undefined ? undefined : new Date(keysExpireBefore);
    return cutPage(await this.repository.list(limit + 1, cursor, before), limit, toResponse);
  }

  async get(id: string): Promise<ClientResponse> {
    return this.withUsage(await this.existing(id));
  }

  /** What a caller may know of itself. */
  async self({ role, clientId, credential }: Principal): Promise<CallerResponse> {
    const permissions = permissionsOf(role);
    if (role !== 'client') {
      return {
        role: role === 'admin' ? 'operator' : role,
        permissions,
        client: null,
        limits: null,
        usage: null,
        keys: [],
      };
    }
    const { id, name, limits, usage = NO_USAGE, keys } = await this.get(clientId);
    const own = keys.map((key) => ({ ...key, current: key.id === credential }));
    return { role, permissions, client: { id, name }, limits, usage, keys: own };
  }

  async update(
    by: Actor,
    id: string,
    { name, limits, jwtSubject, enabled }: UpdateClientDto,
  ): Promise<ClientResponse> {
    await this.existing(id);
    const change = {
      ...(typeof name === 'string' && { name }),
      ...(limits === null ? NO_LIMITS : limits),
      ...(jwtSubject !== undefined && { jwtSubject }),
      ...(typeof enabled === 'boolean' && { enabled }),
    };
    return this.withUsage(await this.repository.update(id, change, by));
  }

  async disable(by: Actor, id: string): Promise<void> {
    await this.existing(id);
    await this.repository.disable(id, by);
  }

  async addKey(by: Actor, id: string, wish: AddKeyDto): Promise<KeyResponse> {
    await this.existing(id);
    return this.keys.add(by, id, wish);
  }

  async revokeKey(by: Actor, id: string, keyId: string): Promise<void> {
    await this.existing(id);
    await this.keys.revoke(by, id, keyId);
  }

  private async withUsage(client: ClientRow): Promise<ClientResponse> {
    return { ...toResponse(client), usage: await this.repository.usage(client.id) };
  }

  private async existing(id: string): Promise<ClientRow> {
    const client = isId('cli', id) ? await this.repository.find(id) : null;
    if (!client) throw new GatewayError('not-found', { detail: 'There is no such client.' });
    return client;
  }
}

function toResponse(client: ClientRow): ClientResponse {
  return {
    id: client.id,
    name: client.name,
    limits: { ordersPerHour: client.ordersPerHour, spendPerDay: client.spendPerDay?.toFixed(2) ?? null },
    jwtSubject: client.jwtSubject,
    keys: client.keys.map(toKeyResponse),
    createdAt: client.createdAt.toISOString(),
    disabledAt: client.disabledAt?.toISOString() ?? null,
  };
}
