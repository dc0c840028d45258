import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { ApiBody, ApiParam } from '../http/openapi/annotations.js';
import { Answers, Api, Creates, Needs, Operation } from '../http/openapi/operation.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { type Actor, Caller } from '../access/principal.js';
import { time } from '../http/validation/field-rules.js';
import { OptionalField } from '../http/validation/fields.js';
import { pageQueryOf } from '../http/validation/page.query.js';
import {
  ClientListResponse,
  ClientResponse,
  CreateClientDto,
  NewClientResponse,
  UpdateClientDto,
} from './clients.dto.js';
import { Clients } from './clients.js';
import { AddKeyDto, KeyResponse } from './keys.dto.js';

const ClientId = (): MethodDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.cli, description: 'The id of a client.' });

class ListClientsQuery extends pageQueryOf('cli') {
  @OptionalField(
    time,
    'Only enabled clients with a key that expires before this time, or has expired, and is not revoked.',
    '2026-12-31T00:00:00Z',
  )
  keysExpireBefore?: string;
}

@Api('Clients', 'clients:read')
@Controller('v1/clients')
export class ClientsController {
  constructor(private readonly clients: Clients) {}

  @Operation('Create a client', 'The answer contains its first key, which is never shown again.')
  @Creates('The client and its first key.', NewClientResponse, `/v1/clients/${EXAMPLE_ID.cli}`)
  @Needs('clients:write')
  @Post()
  async createClient(
    @Caller() by: Actor,
    @Body() body: CreateClientDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewClientResponse> {
    const client = await this.clients.create(by, body);
    void reply.header('location', `/v1/clients/${client.id}`);
    return client;
  }

  @Operation('List clients, newest first', 'Includes disabled clients. Keys come without their secrets.')
  @Answers(200, 'A page of clients.', ClientListResponse)
  @Get()
  async listClients(@Query() query: ListClientsQuery): Promise<ClientListResponse> {
    return this.clients.list(query.limit, query.cursor, query.keysExpireBefore);
  }

  @ClientId()
  @Operation('Get a client', 'Its limits and keys, without the secrets.')
  @Answers(200, 'The client.', ClientResponse)
  @Get(':id')
  async getClient(@Param('id') id: string): Promise<ClientResponse> {
    return this.clients.get(id);
  }

  @ClientId()
  @Operation(
    "Change a client's name or limits, or let it return",
    'Members that are absent stay as they are.',
  )
  @Answers(200, 'The client.', ClientResponse)
  @Needs('clients:write')
  @Patch(':id')
  async updateClient(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() body: UpdateClientDto,
  ): Promise<ClientResponse> {
    return this.clients.update(by, id, body);
  }

  @ClientId()
  @Operation(
    'Disable a client and all its keys',
    'Takes effect at once. Its orders stay, and queued ones are still sent. PATCH with `enabled` lets it return.',
  )
  @Answers(204, 'Disabled. Its orders stay.')
  @Needs('clients:write')
  @Delete(':id')
  async disableClient(@Caller() by: Actor, @Param('id') id: string): Promise<void> {
    await this.clients.disable(by, id);
  }

  @ClientId()
  @Operation(
    'Give a client another key',
    'To rotate: add a key, let the service use it, revoke the old one. The key is shown once.',
  )
  @ApiBody({ type: AddKeyDto, required: false })
  @Creates('The key, shown once.', KeyResponse, `/v1/clients/${EXAMPLE_ID.cli}/keys/${EXAMPLE_ID.key}`)
  @Needs('clients:write')
  @Post(':id/keys')
  async addClientKey(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() body: AddKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeyResponse> {
    const key = await this.clients.addKey(by, id, body);
    void reply.header('location', `/v1/clients/${id}/keys/${key.id}`);
    return key;
  }

  @ClientId()
  @ApiParam({ name: 'keyId', example: EXAMPLE_ID.key, description: 'The id of a key.' })
  @Operation('Revoke a key', 'Takes effect at once: the next request with the key gets `unauthenticated`.')
  @Answers(204, 'Revoked.')
  @Needs('clients:write')
  @Delete(':id/keys/:keyId')
  async revokeClientKey(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Param('keyId') keyId: string,
  ): Promise<void> {
    await this.clients.revokeKey(by, id, keyId);
  }
}
