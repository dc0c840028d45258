import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
import { OperatorOnly } from '../../access/roles.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { ListNotifications } from './list-notifications.js';
import {
  ListNotificationsQuery,
  NotificationListResponse,
  NotificationResponse,
} from './ops-notifications.dto.js';

/** For operators: what Sectigo pushes is about the orders of all clients. */
@ApiTags('Operations')
@ApiBearerAuth()
@ApiProblems('forbidden')
@OperatorOnly()
@Controller('v1/ops/notifications')
export class OpsNotificationsController {
  constructor(private readonly notifications: ListNotifications) {}

  @ApiOperation({
    operationId: 'listNotifications',
    summary: 'What Sectigo pushed, newest first',
    description: 'Everything that came is kept, also what could not be read, used or matched with an order.',
  })
  @ApiResponse({ status: 200, description: 'A page of pushes.', type: NotificationListResponse })
  @Get()
  async list(@Query() query: ListNotificationsQuery): Promise<NotificationListResponse> {
    return this.notifications.execute(query);
  }

  @ApiOperation({
    operationId: 'getNotification',
    summary: 'A push with everything that it says',
    description: 'Its parameters as they came, or, where nobody could take its body apart, the body.',
  })
  @ApiParam({ name: 'id', example: EXAMPLE_ID.ntf, description: 'The id of a push.' })
  @ApiResponse({ status: 200, description: 'The push.', type: NotificationResponse })
  @Get(':id')
  async find(@Param('id') id: string): Promise<NotificationResponse> {
    return this.notifications.one(id);
  }
}
