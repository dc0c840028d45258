import { Module } from '@nestjs/common';
import { SessionController } from './session.controller.js';

/** Signing in to the operators' page; its files are served by `serve-dashboard.ts`. */
@Module({ controllers: [SessionController] })
export class DashboardModule {}
