import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam } from '../../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
import { KeptTextsQuery } from './kept-texts.query.js';
import { KeptTextListResponse, KeptTextResponse, ListKeptTextsQuery } from './ops-kept-texts.dto.js';

/** For operators, because the texts are about the orders of all clients. */
@Api('Operations', 'ops:read')
@Controller('v1/ops/kept-texts')
export class OpsKeptTextsController {
  constructor(private readonly texts: KeptTextsQuery) {}

  @Operation(
    'Replies of Sectigo that could not be read in full, newest first',
    'Replies about reports, statuses, revocations and the balance, kept for `RETENTION_RAW_DAYS` days. The reply ' +
      'to an order is in its timeline, and a push is at `/v1/ops/notifications`.',
  )
  @Answers(200, 'A page of texts.', KeptTextListResponse)
  @Get()
  async listKeptTexts(@Query() query: ListKeptTextsQuery): Promise<KeptTextListResponse> {
    return this.texts.list(query);
  }

  @Operation('A reply that could not be read in full', 'The text as it came, with the login masked.')
  @ApiParam({ name: 'id', example: EXAMPLE_ID.txt, description: 'The id of a text.' })
  @Answers(200, 'The text.', KeptTextResponse)
  @Get(':id')
  async getKeptText(@Param('id') id: string): Promise<KeptTextResponse> {
    return this.texts.one(id);
  }
}
