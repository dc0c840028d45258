import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '../openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ONE_PAGE, pageOf } from '../../http/openapi/page.response.js';
import { Flag, ListOf, OneOf, Text, Whole } from '../../http/openapi/property.js';
import { Public } from '../../access/roles.js';
import { ERROR_CODES, type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { preferredType } from '../preferred-type.js';
import { PublicUrl } from '../public-url.js';
import { Answers, Operation } from '../openapi/operation.js';
import { ApiProblems } from '../openapi/problem-responses.js';
import { ProblemOrigins } from './problem-origins.js';
import { problemPage } from './problem-page.js';
import { ACTORS } from '../../shared/problems/problem-type.js';

/** Of equals the first; HTML also for who names none of them. */
const TYPES = ['application/json', 'application/problem+json', 'text/html'] as const;

class ProblemOriginResponse {
  @Whole.orNull("Sectigo's error code; null if it is not known.", -15) sectigoCode!: number | null;
  @Text("Sectigo's text for it.", 'Not enough credit!') description!: string;
}

class ProblemTypeResponse {
  @Text({
    format: 'uri',
    example: 'http://localhost:3000/problems/insufficient-credit',
    description: 'The `type` of such problems: the address of this page.',
  })
  type!: string;
  @OneOf(ERROR_CODES, 'The last part of `type`, for programs.', 'insufficient-credit') code!: string;
  @Text('The kind of the problem in a few words.', 'No credit at Sectigo') title!: string;
  @Whole('The HTTP status.', 503) status!: number;
  @OneOf(ACTORS, 'Who must act.', 'operator') actor!: string;
  @Flag('Whether the same request may succeed later.', true) retryable!: boolean;
  @Text('What happened.', 'The account at Sectigo has not enough credit for the order.') explanation!: string;
  @Text('What to do about it.', 'Add credit to the account at Sectigo; held orders then go out.')
  whatToDo!: string;
  @ListOf(ProblemOriginResponse, "Sectigo's errors that become this problem.")
  sectigo!: readonly ProblemOriginResponse[];
}

class ProblemTypeListResponse extends pageOf(ProblemTypeResponse, 'All problems.', ONE_PAGE) {}

/** Explains every problem that this API knows. */
@ApiTags('Problems')
@Public()
@Controller()
export class ProblemsController {
  constructor(
    private readonly publicUrl: PublicUrl,
    private readonly origins: ProblemOrigins,
  ) {}

  @Operation(
    'Every problem that this API can answer with',
    'What each problem means, who must act, and which errors of Sectigo lead to it.',
  )
  @Answers(200, 'All problems.', ProblemTypeListResponse)
  @Get('v1/problems')
  listProblems(): ProblemTypeListResponse {
    return { data: ERROR_CODES.map((code) => this.describe(code)), nextCursor: null };
  }

  @Operation(
    'What a problem means',
    'The page behind the `type` of a problem: HTML for people, JSON with `Accept: application/json`.',
  )
  @ApiParam({ name: 'code', enum: ERROR_CODES, description: 'The `code` of a problem.' })
  @ApiExtraModels(ProblemTypeResponse)
  @ApiResponse({
    status: 200,
    description: 'The explanation.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ProblemTypeResponse) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('not-found')
  @Get('problems/:code')
  explainProblem(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (!isErrorCode(code)) throw new GatewayError('not-found', { detail: 'There is no such problem.' });
    const type = preferredType(request.headers.accept, TYPES) ?? 'text/html';
    if (type !== 'text/html') void reply.type('application/json').send(this.describe(code));
    else void reply.type('text/html; charset=utf-8').send(problemPage(code, this.origins.of(code)));
  }

  private describe(code: ErrorCode): ProblemTypeResponse {
    const { title, status, actor, retryable, explanation, whatToDo } = PROBLEMS[code];
    return {
      type: `${this.publicUrl.value}/problems/${code}`,
      code,
      title,
      status,
      actor,
      retryable,
      explanation,
      whatToDo,
      sectigo: this.origins.of(code),
    };
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(PROBLEMS, code);
}
