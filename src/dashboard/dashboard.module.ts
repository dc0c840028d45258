import { Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.repository.js';
import { QueueBoardAccess } from './queue-board/queue-board-access.js';
import { SessionController } from './session.controller.js';

/** Signing in to the operators' page; its files are served by `serve-dashboard.ts`. */
@Module({ controllers: [SessionController], providers: [AuditLog, QueueBoardAccess] })
export class DashboardModule {}
