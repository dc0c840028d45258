import { Body, Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '../../http/openapi/annotations.js';
import { type FastifyRequest } from 'fastify';
import { AdmittedBy } from '../../access/roles.js';
import { PUSH_ROUTE } from './push-body.reader.js';
import { PushAccess } from './push-access.guard.js';
import { ReceiveNotification } from './receive-notification.js';

/**
 * Where Sectigo pushes what becomes of an order. Its answer, OK, means that the push is stored; Sectigo tries three
 * times in all. It is Sectigo's interface, not ours, so it is not in the API's document, and it accepts any body.
 */
@ApiExcludeController()
@AdmittedBy(PushAccess)
@Controller(PUSH_ROUTE)
export class NotificationsController {
  constructor(private readonly receive: ReceiveNotification) {}

  @Header('content-type', 'text/plain; charset=utf-8')
  @Get()
  async byQuery(@Query() _query: object, @Req() { url, method }: FastifyRequest): Promise<string> {
    // HEAD, of monitors and link checkers, comes here as well: it pushes nothing
    if (method === 'GET') await this.receive.execute({ query: queryOf(url), body: NOTHING, contentType: '' });
    return 'OK';
  }

  @Header('content-type', 'text/plain; charset=utf-8')
  @HttpCode(200)
  @Post()
  async byBody(
    @Query() _query: object,
    @Req() { url, raw: { headers } }: FastifyRequest,
    @Body() body: unknown,
  ): Promise<string> {
    const contentType = headers['content-type'] ?? '';
    const bytes = Buffer.isBuffer(body) ? body : NOTHING;
    await this.receive.execute({ query: queryOf(url), body: bytes, contentType });
    return 'OK';
  }
}

const NOTHING = Buffer.alloc(0);

/** As it came: the parsed query has lost the order of its parameters. */
function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
