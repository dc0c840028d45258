import { Body, Controller, Delete, Param, Post, Res } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Actor, Caller } from '../access/principal.js';
import { ApiBody, ApiParam } from '../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { Answers, Api, Creates, Operation } from '../http/openapi/operation.js';
import { ApiProblems } from '../http/openapi/problem-responses.js';
import { AddKeyDto, KeyResponse } from './keys.dto.js';
import { Keys } from './keys.js';

/** A client changes its keys itself; `GET /v1/me` lists them. */
@Api('Clients', 'keys:write')
@Controller('v1/me/keys')
export class OwnKeysController {
  constructor(private readonly keys: Keys) {}

  @Operation(
    'Make another key for yourself',
    'For clients. To change your key: make one, use it, then revoke the old one with it. The key is shown once.',
  )
  @ApiBody({ type: AddKeyDto, required: false })
  @ApiProblems('key-limit-reached')
  @Creates('The key, shown once.', KeyResponse, `/v1/me/keys/${EXAMPLE_ID.key}`)
  @Post()
  async addOwnKey(
    @Caller() by: Actor,
    @Body() body: AddKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeyResponse> {
    const key = await this.keys.addOwn(by, body);
    void reply.header('location', `/v1/me/keys/${key.id}`);
    return key;
  }

  @ApiParam({ name: 'keyId', example: EXAMPLE_ID.key, description: 'The id of a key.' })
  @Operation(
    'Revoke one of your keys',
    'Takes effect at once. The key of the request itself is refused: use another one. So is your last key.',
  )
  @ApiProblems('not-found', 'key-in-use')
  @Answers(204, 'Revoked.')
  @Delete(':keyId')
  async revokeOwnKey(@Caller() by: Actor, @Param('keyId') keyId: string): Promise<void> {
    await this.keys.revokeOwn(by, keyId);
  }
}
