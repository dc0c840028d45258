import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import {
  CreateWebhookDto,
  ListWebhooksQuery,
  UpdateWebhookDto,
  WebhookListResponse,
  WebhookResponse,
  WebhookWithSecretResponse,
} from './webhooks.dto.js';
import { Webhooks } from './webhooks.js';

const WebhookId = (): MethodDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.whk, description: 'The id of a webhook.' });

@ApiTags('Webhooks')
@ApiBearerAuth()
@ApiProblems('unauthenticated', 'storage-unavailable')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Be told of events',
    description:
      "A client's webhook gets the events of its own orders, an operator's all. Each event is posted as JSON " +
      '`{id, type, timestamp, data: {orderId, version, status, problem}}` with the headers of ' +
      '[Standard Webhooks](https://www.standardwebhooks.com): `webhook-id` (the event, the same at every try), ' +
      '`webhook-timestamp` and `webhook-signature`. Any 2xx means delivered; else there are ten tries in three days. ' +
      '410, or the end of the tries, disables the webhook, which is the event `webhook.disabled`. An event may come ' +
      'twice, and events may come out of order: `webhook-id` and `version` tell. Redirects are not followed.',
  })
  @ApiResponse({
    status: 201,
    description: 'The webhook and its secret.',
    type: WebhookWithSecretResponse,
    headers: { Location: { description: 'The webhook.', schema: { type: 'string' } } },
  })
  @ApiProblems('validation-failed', 'malformed-request', 'webhook-limit-reached')
  @Post()
  async create(
    @Caller() by: Actor,
    @Body() body: CreateWebhookDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookWithSecretResponse> {
    const created = await this.webhooks.create(by, body);
    void reply.header('location', `/v1/webhooks/${created.id}`);
    return created;
  }

  @ApiOperation({
    operationId: 'listWebhooks',
    summary: 'List webhooks, newest first',
    description: 'Your own, without their secrets.',
  })
  @ApiResponse({ status: 200, description: 'A page of webhooks.', type: WebhookListResponse })
  @ApiProblems('validation-failed')
  @Get()
  async list(@Caller() caller: Principal, @Query() query: ListWebhooksQuery): Promise<WebhookListResponse> {
    return this.webhooks.list(caller, query.limit, query.cursor);
  }

  @ApiOperation({
    operationId: 'getWebhook',
    summary: 'Look at a webhook',
    description: "Without its secrets; somebody else's is `not-found`.",
  })
  @WebhookId()
  @ApiResponse({ status: 200, description: 'The webhook.', type: WebhookResponse })
  @ApiProblems('not-found')
  @Get(':id')
  async get(@Caller() caller: Principal, @Param('id') id: string): Promise<WebhookResponse> {
    return this.webhooks.get(caller, id);
  }

  @ApiOperation({
    operationId: 'updateWebhook',
    summary: 'Change, disable or enable a webhook',
    description: 'What is not given stays as it is.',
  })
  @WebhookId()
  @ApiResponse({ status: 200, description: 'The webhook.', type: WebhookResponse })
  @ApiProblems('not-found', 'validation-failed', 'malformed-request')
  @Patch(':id')
  async update(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() body: UpdateWebhookDto,
  ): Promise<WebhookResponse> {
    return this.webhooks.update(by, id, body);
  }

  @ApiOperation({
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook and its deliveries',
    description: 'What waits to be sent to it is not sent any more.',
  })
  @WebhookId()
  @ApiResponse({ status: 204, description: 'Deleted.' })
  @ApiProblems('not-found')
  @HttpCode(204)
  @Delete(':id')
  async delete(@Caller() by: Actor, @Param('id') id: string): Promise<void> {
    await this.webhooks.delete(by, id);
  }

  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'For 24 hours what is sent carries two signatures, by the new secret and by the one before.',
  })
  @WebhookId()
  @ApiResponse({
    status: 200,
    description: 'The webhook and its new secret.',
    type: WebhookWithSecretResponse,
  })
  @ApiProblems('not-found')
  @HttpCode(200)
  @Post(':id/rotate-secret')
  async rotateSecret(@Caller() by: Actor, @Param('id') id: string): Promise<WebhookWithSecretResponse> {
    return this.webhooks.rotateSecret(by, id);
  }
}
