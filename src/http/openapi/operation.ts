import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation, ApiResponse, ApiTags } from './annotations.js';
import { type Permission } from '../../access/permissions.js';
import { mark } from '../../access/route-marks.js';

/** Names in the document what an operation needs. */
export const PERMISSION = 'x-permission';

/** A controller whose operations stand under this heading, and need this permission unless they name another. */
export const Api = (heading: string, permission: Permission): ClassDecorator =>
  applyDecorators(ApiTags(heading), ApiBearerAuth(), Needs(permission));

/** Whoever has not this permission gets 403. */
export const Needs = (permission: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(mark({ access: permission }), ApiExtension(PERMISSION, permission));

/** What an operation does. Its id in the document is the name of its method. */
export const Operation = (summary: string, description: string): MethodDecorator =>
  ApiOperation({ summary, description });

/** What an operation answers with where it has nothing else to say. */
export const Answers = (status: number, description: string, type?: Type<unknown>): MethodDecorator =>
  applyDecorators(HttpCode(status), ApiResponse({ status, description, ...(type && { type }) }));

/** An operation that makes something, and answers with it and its path. */
export const Creates = (description: string, type: Type<unknown>, path: string): MethodDecorator => {
  const Location = {
    description: 'The path of the new resource.',
    schema: { type: 'string' as const, example: path },
  };
  return applyDecorators(
    HttpCode(201),
    ApiResponse({ status: 201, description, type, headers: { Location } }),
  );
};
