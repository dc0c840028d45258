import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam } from '../../http/openapi/annotations.js';
import { Answers, Operation, OperatorsApi } from '../../http/openapi/operation.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { NotificationsQuery } from './notifications.query.js';
import {
  ListNotificationsQuery,
  NotificationListResponse,
  NotificationResponse,
} from './ops-notifications.dto.js';

/** For operators: what Sectigo pushes is about the orders of all clients. */
@OperatorsApi('Operations')
@Controller('v1/ops/notifications')
export class OpsNotificationsController {
  constructor(private readonly notifications: NotificationsQuery) {}

  @Operation(
    'What Sectigo pushed, newest first',
    'Everything that came is kept, also what could not be read, used or matched with an order.',
  )
  @Answers(200, 'A page of pushes.', NotificationListResponse)
  @Get()
  async listNotifications(@Query() query: ListNotificationsQuery): Promise<NotificationListResponse> {
    return this.notifications.list(query);
  }

  @Operation(
    'A push with everything that it says',
    'Its parameters as they came, or, where nobody could take its body apart, the body.',
  )
  @ApiParam({ name: 'id', example: EXAMPLE_ID.ntf, description: 'The id of a push.' })
  @Answers(200, 'The push.', NotificationResponse)
  @Get(':id')
  async getNotification(@Param('id') id: string): Promise<NotificationResponse> {
    return this.notifications.one(id);
  }
}
