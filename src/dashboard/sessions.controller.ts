import { Controller, Delete, Get, Param } from '@nestjs/common';
import { OperatorSessionsRepository, type SessionRow } from '../access/operator-sessions.repository.js';
import { ROLES } from '../access/permissions.js';
import { type Actor, Caller } from '../access/principal.js';
import { ApiParam } from '../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { Answers, Api, Needs, Operation } from '../http/openapi/operation.js';
import { pageOf } from '../http/openapi/page.response.js';
import { OneOf, Part, Text, Time } from '../http/openapi/property.js';
import { GatewayError } from '../shared/gateway-error.js';
import { SessionsRepository } from './sessions.repository.js';

class SessionPersonResponse {
  @Text("The identity provider's id of the person.", '248289761001') subject!: string;
  @Text('An e-mail address or a name.', 'jane.doe@example.com') name!: string;
}

class SessionResponse {
  @Text('The id of the session.', EXAMPLE_ID.ses) id!: string;
  @OneOf(ROLES, 'What it may do.', 'operator') role!: string;
  @Part.orNull(SessionPersonResponse, 'Who signed in; null: somebody with the operator key.')
  person!: SessionPersonResponse | null;
  @Time('When it began.') createdAt!: string;
  @Time('When it was used last, to the minute.') lastSeenAt!: string;
  @Time('When it ends in any case.') expiresAt!: string;
}

class SessionListResponse extends pageOf(SessionResponse, 'The sessions.') {}

/** Who is signed in to the dashboard. Few are, so they are one page. */
@Api('Operations', 'sessions:read')
@Controller('v1/ops/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: OperatorSessionsRepository,
    private readonly endings: SessionsRepository,
  ) {}

  @Operation(
    'Who is signed in to the dashboard, newest first',
    'For administrators. A session ends twelve hours after it began, and when nobody has used it for an hour.',
  )
  @Answers(200, 'The sessions, 200 at most.', SessionListResponse)
  @Get()
  async listSessions(): Promise<SessionListResponse> {
    return { data: (await this.sessions.list()).map(toResponse), nextCursor: null };
  }

  @Operation('End a session', 'For administrators. The next request with its cookie is `unauthenticated`.')
  @ApiParam({ name: 'id', example: EXAMPLE_ID.ses, description: 'The id of a session.' })
  @Answers(204, 'Ended.')
  @Needs('sessions:write')
  @Delete(':id')
  async endSession(@Caller() by: Actor, @Param('id') id: string): Promise<void> {
    const ended = await this.endings.end(id, by);
    if (!ended) throw new GatewayError('not-found', { detail: 'There is no such session.' });
  }
}

function toResponse(row: SessionRow): SessionResponse {
  const { id, role, person, createdAt, lastSeenAt, expiresAt } = row;
  return {
    id,
    role,
    person,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
