import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiParam } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Answers, Api, Creates, Needs, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import {
  CreateWebhookDto,
  ListWebhooksQuery,
  UpdateWebhookDto,
  WebhookListResponse,
  WebhookResponse,
  WebhookWithSecretResponse,
} from './webhooks.dto.js';
import { WebhookPayload } from '../deliver/payload.response.js';
import { Webhooks } from './webhooks.js';

const WebhookId = (): MethodDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.whk, description: 'The id of a webhook.' });

@Api('Webhooks', 'webhooks:read')
@ApiExtraModels(WebhookPayload)
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Operation(
    'Create a webhook',
    "A client's webhook gets the events of its own orders, an operator's webhook gets all. Each event is posted " +
      'as JSON `{id, type, timestamp, data}` (see `webhooks` in this document for each type) with the headers of ' +
      '[Standard Webhooks](https://www.standardwebhooks.com): `webhook-id` (the event, the same at every try), ' +
      '`webhook-timestamp` and `webhook-signature`. Any 2xx means delivered. Otherwise the event is tried ten ' +
      'times in three days. An answer of 410, or a tenth failure, disables the webhook, with the event ' +
      '`webhook.disabled`. An event may come twice, and events may come out of order: compare `webhook-id` and ' +
      '`version`. Redirects are not followed.',
  )
  @Creates('The webhook and its secret.', WebhookWithSecretResponse, `/v1/webhooks/${EXAMPLE_ID.whk}`)
  @ApiProblems('webhook-limit-reached')
  @Needs('webhooks:write')
  @Post()
  async createWebhook(
    @Caller() by: Actor,
    @Body() body: CreateWebhookDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookWithSecretResponse> {
    const created = await this.webhooks.create(by, body);
    void reply.header('location', `/v1/webhooks/${created.id}`);
    return created;
  }

  @Operation('List webhooks, newest first', 'Your own webhooks, without their secrets.')
  @Answers(200, 'A page of webhooks.', WebhookListResponse)
  @Get()
  async listWebhooks(
    @Caller() caller: Principal,
    @Query() query: ListWebhooksQuery,
  ): Promise<WebhookListResponse> {
    return this.webhooks.list(caller, query.limit, query.cursor);
  }

  @Operation('Get a webhook', "Without its secrets. Another caller's webhook is `not-found`.")
  @WebhookId()
  @Answers(200, 'The webhook.', WebhookResponse)
  @Get(':id')
  async getWebhook(@Caller() caller: Principal, @Param('id') id: string): Promise<WebhookResponse> {
    return this.webhooks.get(caller, id);
  }

  @Operation('Change, disable or enable a webhook', 'Members that are absent stay as they are.')
  @WebhookId()
  @Answers(200, 'The webhook.', WebhookResponse)
  @Needs('webhooks:write')
  @Patch(':id')
  async updateWebhook(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() body: UpdateWebhookDto,
  ): Promise<WebhookResponse> {
    return this.webhooks.update(by, id, body);
  }

  @Operation('Delete a webhook and its deliveries', 'Pending deliveries are no longer sent.')
  @WebhookId()
  @Answers(204, 'Deleted.')
  @Needs('webhooks:write')
  @Delete(':id')
  async deleteWebhook(@Caller() by: Actor, @Param('id') id: string): Promise<void> {
    await this.webhooks.delete(by, id);
  }

  @Operation(
    'Give a webhook a new secret',
    'For 24 hours each delivery carries two signatures, by the new secret and by the former one.',
  )
  @WebhookId()
  @Answers(200, 'The webhook and its new secret.', WebhookWithSecretResponse)
  @Needs('webhooks:write')
  @Post(':id/rotate-secret')
  async rotateWebhookSecret(
    @Caller() by: Actor,
    @Param('id') id: string,
  ): Promise<WebhookWithSecretResponse> {
    return this.webhooks.rotateSecret(by, id);
  }
}
