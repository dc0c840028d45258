import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Public } from '../../access/roles.js';
import { ERROR_CODES, type ErrorCode } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { PublicUrl } from '../public-url.js';
import { ApiProblems } from '../openapi/problem-responses.js';
import { PROBLEM_CATALOGUE } from './catalogue.js';
import { ProblemOrigins } from './problem-origins.js';
import { problemPage } from './problem-page.js';

class ProblemOriginResponse {
  @ApiProperty({ type: 'integer', nullable: true, example: -15 })
  sectigoCode!: number | null;
  @ApiProperty()
  description!: string;
}

class ProblemTypeResponse {
  @ApiProperty({ format: 'uri' })
  type!: string;
  @ApiProperty({ enum: ERROR_CODES })
  code!: string;
  @ApiProperty()
  title!: string;
  @ApiProperty({ type: 'integer' })
  status!: number;
  @ApiProperty({ enum: ['caller', 'operator', 'sectigo'] })
  actor!: string;
  @ApiProperty()
  retryable!: boolean;
  @ApiProperty()
  explanation!: string;
  @ApiProperty()
  whatToDo!: string;
  @ApiProperty({ type: [ProblemOriginResponse], description: "Sectigo's errors that become this problem." })
  sectigo!: readonly ProblemOriginResponse[];
}

class ProblemTypeListResponse {
  @ApiProperty({ type: [ProblemTypeResponse] })
  data!: ProblemTypeResponse[];
  @ApiProperty({ type: String, nullable: true })
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

  @ApiOperation({ operationId: 'listProblems', summary: 'Every problem that this API can answer with' })
  @ApiResponse({ status: 200, description: 'All of them.', type: ProblemTypeListResponse })
  @Get('v1/problems')
  list(): ProblemTypeListResponse {
    return { data: ERROR_CODES.map((code) => this.describe(code)), nextCursor: null };
  }

  @ApiOperation({ operationId: 'explainProblem', summary: 'What a problem means (HTML, or JSON by Accept)' })
  @ApiParam({ name: 'code', enum: ERROR_CODES })
  @ApiResponse({ status: 200, description: 'The explanation.', type: ProblemTypeResponse })
  @ApiProblems('not-found')
  @Get('problems/:code')
  explain(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isErrorCode(code)) throw new GatewayError('not-found', { detail: 'There is no such problem.' });
    const { accept = '' } = request.headers;
    if (accept.includes('json')) void reply.type('application/json').send(this.describe(code));
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
