import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam } from '../../http/openapi/annotations.js';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { NotificationsQuery } from './notifications.query.js';
import {
  ListNotificationsQuery,
  NotificationListResponse,
  NotificationResponse,
} from './ops-notifications.dto.js';

/** For operators, because pushes are about the orders of all clients. */
@Api('Operations', 'ops:read')
@Controller('v1/ops/notifications')
export class OpsNotificationsController {
  constructor(private readonly notifications: NotificationsQuery) {}

  @Operation(
    'What Sectigo pushed, newest first',
    'Every push is kept, also one that could not be read, used or matched with an order.',
  )
  @Answers(200, 'A page of pushes.', NotificationListResponse)
  @Get()
  async listNotifications(@Query() query: ListNotificationsQuery): Promise<NotificationListResponse> {
    return this.notifications.list(query);
  }

  @Operation(
    'Get a push in full',
    'Its parameters as they came. If the body could not be taken apart, the body itself.',
  )
  @ApiParam({ name: 'id', example: EXAMPLE_ID.ntf, description: 'The id of a push.' })
  @Answers(200, 'The push.', NotificationResponse)
  @Get(':id')
  async getNotification(@Param('id') id: string): Promise<NotificationResponse> {
    return this.notifications.one(id);
  }
}
