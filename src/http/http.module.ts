import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ProblemFilter } from './problem/problem.filter.js';
import { ProblemsController } from './problem/problems.controller.js';
import { PublicUrl } from './public-url.js';
import { RouteTable } from './route-table.js';
import { QueryGuard } from './validation/query.guard.js';
import { ValidationPipe } from './validation/validation.pipe.js';

/** What every request crosses. */
@Global()
@Module({
  controllers: [ProblemsController],
  providers: [
    PublicUrl,
    RouteTable,
    ProblemFilter,
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_GUARD, useClass: QueryGuard },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
  exports: [PublicUrl, ProblemFilter, RouteTable],
})
export class HttpModule {}
