import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse, ApiTags } from '../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { type Actor, Caller } from '../access/principal.js';
import { OperatorOnly } from '../access/roles.js';
import { ApiProblems } from '../http/openapi/problem-responses.js';
import { pageQueryOf } from '../http/validation/page.query.js';
import {
  ClientListResponse,
  ClientResponse,
  CreateClientDto,
  KeyResponse,
  NewClientResponse,
  UpdateClientDto,
} from './clients.dto.js';
import { Clients } from './clients.js';

const ClientId = (): MethodDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.cli, description: 'The id of a client.' });

class ListClientsQuery extends pageQueryOf('cli') {}

@ApiTags('Clients')
@ApiBearerAuth()
@ApiProblems('forbidden')
@OperatorOnly()
@Controller('v1/clients')
export class ClientsController {
  constructor(private readonly clients: Clients) {}

  @ApiOperation({
    operationId: 'createClient',
    summary: 'Let a service order',
    description: 'Its first key is in the answer, and never shown again.',
  })
  @ApiResponse({ status: 201, description: 'The client and its first key.', type: NewClientResponse })
  @Post()
  async create(@Caller() by: Actor, @Body() body: CreateClientDto): Promise<NewClientResponse> {
    return this.clients.create(by, body);
  }

  @ApiOperation({
    operationId: 'listClients',
    summary: 'List clients, newest first',
    description: 'With the disabled ones; keys without their secrets.',
  })
  @ApiResponse({ status: 200, description: 'A page of clients.', type: ClientListResponse })
  @Get()
  async list(@Query() query: ListClientsQuery): Promise<ClientListResponse> {
    return this.clients.list(query.limit, query.cursor);
  }

  @ClientId()
  @ApiOperation({
    operationId: 'getClient',
    summary: 'Look at a client',
    description: 'Its limits and keys, without the secrets.',
  })
  @ApiResponse({ status: 200, description: 'The client.', type: ClientResponse })
  @Get(':id')
  async get(@Param('id') id: string): Promise<ClientResponse> {
    return this.clients.get(id);
  }

  @ClientId()
  @ApiOperation({
    operationId: 'updateClient',
    summary: "Change a client's name or limits",
    description: 'What is not given stays as it is.',
  })
  @ApiResponse({ status: 200, description: 'The client.', type: ClientResponse })
  @Patch(':id')
  async update(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() body: UpdateClientDto,
  ): Promise<ClientResponse> {
    return this.clients.update(by, id, body);
  }

  @ClientId()
  @ApiOperation({
    operationId: 'disableClient',
    summary: 'Disable a client and all its keys',
    description: 'At once and for good; its orders stay, and those that are queued are sent.',
  })
  @ApiResponse({ status: 204, description: 'Disabled. Its orders stay.' })
  @HttpCode(204)
  @Delete(':id')
  async disable(@Caller() by: Actor, @Param('id') id: string): Promise<void> {
    await this.clients.disable(by, id);
  }

  @ClientId()
  @ApiOperation({
    operationId: 'addClientKey',
    summary: 'Give a client another key',
    description: 'To rotate: add a key, let the service use it, revoke the old one. The key is shown once.',
  })
  @ApiResponse({ status: 201, description: 'The key, shown once.', type: KeyResponse })
  @Post(':id/keys')
  async addKey(@Caller() by: Actor, @Param('id') id: string): Promise<KeyResponse> {
    return this.clients.addKey(by, id);
  }

  @ClientId()
  @ApiParam({ name: 'keyId', example: EXAMPLE_ID.key, description: 'The id of a key.' })
  @ApiOperation({
    operationId: 'revokeClientKey',
    summary: 'Revoke a key',
    description: 'At once: the next request with it is `unauthenticated`.',
  })
  @ApiResponse({ status: 204, description: 'Revoked.' })
  @HttpCode(204)
  @Delete(':id/keys/:keyId')
  async revokeKey(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Param('keyId') keyId: string,
  ): Promise<void> {
    await this.clients.revokeKey(by, id, keyId);
  }
}
