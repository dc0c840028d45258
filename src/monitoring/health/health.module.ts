import { type DynamicModule, Module } from '@nestjs/common';
import { GateModule } from '../../gate/gate.module.js';
import { HealthController } from './health.controller.js';
import { MIGRATIONS_DIR, Readiness } from './readiness.js';

@Module({})
export class HealthModule {
  static forRoot(migrationsDir: string): DynamicModule {
    return {
      module: HealthModule,
      imports: [GateModule],
      controllers: [HealthController],
      providers: [Readiness, { provide: MIGRATIONS_DIR, useValue: migrationsDir }],
    };
  }
}
