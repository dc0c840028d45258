import { Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.repository.js';
import { QueueBoardAccess } from './queue-board/queue-board-access.js';
import { SessionController } from './session.controller.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';

/** Signing in to the operators' page; its files are served by `serve-dashboard.ts`. */
@Module({
  controllers: [SessionController, SessionsController],
  providers: [AuditLog, QueueBoardAccess, SessionsRepository],
})
export class DashboardModule {}
