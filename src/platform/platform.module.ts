import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DatabaseNotifications } from './prisma/notifications.js';
import { PrismaService } from './prisma/prisma.service.js';
import { QueuesModule } from './queues/queues.module.js';

export interface PlatformSettings {
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  readonly redisUrl: string;
  readonly queuePrefix: string;
}

/** Postgres and Redis, for everybody. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot({ databaseUrl, databasePoolSize, redisUrl, queuePrefix }: PlatformSettings): DynamicModule {
    return {
      module: PlatformModule,
      imports: [QueuesModule.forRoot(redisUrl, queuePrefix)],
      providers: [
        { provide: PrismaService, useFactory: () => new PrismaService(databaseUrl, databasePoolSize) },
        { provide: DatabaseNotifications, useFactory: () => new DatabaseNotifications(databaseUrl) },
      ],
      exports: [PrismaService, DatabaseNotifications],
    };
  }
}
