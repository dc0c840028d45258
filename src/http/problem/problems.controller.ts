import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Public } from '../../access/roles.js';
import { ERROR_CODES, type ErrorCode } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { preferredType } from '../preferred-type.js';
import { PublicUrl } from '../public-url.js';
import { ApiProblems } from '../openapi/problem-responses.js';
import { PROBLEM_CATALOGUE } from './catalogue.js';
import { ProblemOrigins } from './problem-origins.js';
import { problemPage } from './problem-page.js';

/** Of equals the first; HTML also for who names none of them. */
const TYPES = ['application/json', 'application/problem+json', 'text/html'] as const;

class ProblemOriginResponse {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: -15,
    description: "Sectigo's error code; null where it is not known.",
  })
  sectigoCode!: number | null;
  @ApiProperty({ example: 'Not enough credit!', description: "Sectigo's words for it." })
  description!: string;
}

class ProblemTypeResponse {
  @ApiProperty({
    format: 'uri',
    example: 'http://localhost:3000/problems/insufficient-credit',
    description: 'The `type` of such problems: the address of this page.',
  })
  type!: string;
  @ApiProperty({
    enum: ERROR_CODES,
    example: 'insufficient-credit',
    description: 'The last part of type, for programs.',
  })
  code!: string;
  @ApiProperty({ example: 'No credit at Sectigo', description: 'The kind of the problem in a few words.' })
  title!: string;
  @ApiProperty({ type: 'integer', example: 503, description: 'The HTTP status.' })
  status!: number;
  @ApiProperty({ enum: ['caller', 'operator', 'sectigo'], example: 'operator', description: 'Who must act.' })
  actor!: string;
  @ApiProperty({ example: true, description: 'Whether the very same request may succeed later.' })
  retryable!: boolean;
  @ApiProperty({
    example: 'The account at Sectigo has not enough credit for the order.',
    description: 'What happened.',
  })
  explanation!: string;
  @ApiProperty({
    example: 'Add credit to the account at Sectigo; held orders then go out.',
    description: 'What to do about it.',
  })
  whatToDo!: string;
  @ApiProperty({ type: [ProblemOriginResponse], description: "Sectigo's errors that become this problem." })
  sectigo!: readonly ProblemOriginResponse[];
}

class ProblemTypeListResponse {
  @ApiProperty({ type: [ProblemTypeResponse], description: 'All of them.' })
  data!: ProblemTypeResponse[];
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Always null: it has one page.' })
  nextCursor!: string | null;
}

/** Explains every problem that this API knows. */
@ApiTags('Problems')
@Public()
@Controller()
export class ProblemsController {
  constructor(
    private readonly publicUrl: PublicUrl,
    private readonly origins: ProblemOrigins,
  ) {}

  @ApiOperation({
    operationId: 'listProblems',
    summary: 'Every problem that this API can answer with',
    description: "What it means, who must act, and Sectigo's errors behind it.",
  })
  @ApiResponse({ status: 200, description: 'All of them.', type: ProblemTypeListResponse })
  @Get('v1/problems')
  list(): ProblemTypeListResponse {
    return { data: ERROR_CODES.map((code) => this.describe(code)), nextCursor: null };
  }

  @ApiOperation({
    operationId: 'explainProblem',
    summary: 'What a problem means',
    description:
      'The page behind the `type` of a problem: HTML for people, JSON with `Accept: application/json`.',
  })
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
  explain(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isErrorCode(code)) throw new GatewayError('not-found', { detail: 'There is no such problem.' });
    const type = preferredType(request.headers.accept, TYPES) ?? 'text/html';
    if (type !== 'text/html') void reply.type('application/json').send(this.describe(code));
    else void reply.type('text/html; charset=utf-8').send(problemPage(code, this.origins.of(code)));
  }

  private describe(code: ErrorCode): ProblemTypeResponse {
    return {
      type: `${this.publicUrl.value}/problems/${code}`,
      code,
      ...PROBLEM_CATALOGUE[code],
      sectigo: this.origins.of(code),
    };
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(PROBLEM_CATALOGUE, code);
}
