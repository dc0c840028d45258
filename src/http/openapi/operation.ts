import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from './annotations.js';
import { OperatorOnly } from '../../access/roles.js';
import { ApiProblems } from './problem-responses.js';

/** A controller whose operations stand under this heading and need a key. */
export const Api = (heading: string): ClassDecorator => applyDecorators(ApiTags(heading), ApiBearerAuth());

/** The same, for operators alone. */
export const OperatorsApi = (heading: string): ClassDecorator =>
  applyDecorators(Api(heading), ApiProblems('forbidden'), OperatorOnly());

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
