import { type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { may, type Permission, type Role, ROLES } from '../../access/permissions.js';
import { exampleOf } from './example.js';
import { EXAMPLE_ID } from './example-values.js';
import { PERMISSION } from './operation.js';
import { closeBodies } from './strict-bodies.js';
import { writeUnions } from './union.js';
import { takeWebhooks, WEBHOOK_HEADERS } from './webhooks-section.js';
import { PROBLEM_TYPE, problemExamples, problemResponse } from './problem-responses.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Response = Exclude<Operation['responses'][string], { $ref: string } | undefined>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

const HEADERS = {
  'X-Request-Id': {
    description: "The id of the request: the caller's if it is a valid token, otherwise a new one.",
    schema: { type: 'string', example: EXAMPLE_ID.req },
  },
  'Retry-After': {
    description: 'Seconds to wait before the next try.',
    schema: { type: 'integer', minimum: 1, example: 5 },
  },
  RateLimit: {
    description:
      'What is left: the kind of call, how many calls are allowed now (`r`), and in how many seconds all are ' +
      'allowed again, or, if none is, the next one (`t`). See draft-ietf-httpapi-ratelimit-headers.',
    schema: { type: 'string', example: '"orders";r=599871;t=1' },
  },
  'RateLimit-Policy': {
    description: 'The kind of call, and how many calls (`q`) are allowed in how many seconds (`w`).',
    schema: { type: 'string', example: '"orders";q=600000;w=600' },
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 9110).',
    schema: { type: 'string', example: 'Bearer realm="sectigo-gateway"' },
  },
};
type HeaderName = keyof typeof HEADERS;

/**
 * Adds what is true of every operation, so that no controller has to say it: the problems that it has by its nature,
 * the headers of every response, and examples of bodies. Works on the document in place.
 */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [{ path, operation: item[method] }] : [])),
  );
  writeUnions(document.components?.schemas ?? {});
  for (const { path, operation } of operations) {
    operation.security ??= [];
    operation.parameters?.forEach(withoutNull);
    operation.parameters?.forEach(withoutFilling);
    addCommonProblems(operation, path);
    if (!isFor('client', operation)) markForOperators(operation);
    tabulateProblems(operation);
    const counted = isSecured(operation);
    Object.entries(operation.responses).forEach(([status, response]) =>
      addHeaders(status, response as Response, counted),
    );
    const { requestBody, responses } = operation;
    [requestBody, ...Object.values(responses)].forEach((body) => addExamples(body as Response, document));
  }
  closeBodies(
    operations.map(({ operation }) => operation),
    document.components?.schemas ?? {},
  );
  document.webhooks = takeWebhooks(document.components?.schemas ?? {});
  document.components = {
    ...document.components,
    parameters: WEBHOOK_HEADERS,
    headers: HEADERS,
    examples: problemExamples(operations.flatMap(({ operation }) => exemplified(operation))),
  };
  return document;
}

/** A parameter is there or is not: an optional field of a query class may be null in the code only. */
function withoutNull(parameter: NonNullable<Operation['parameters']>[number]): void {
  const schema = 'schema' in parameter ? parameter.schema : undefined;
  if (!schema || '$ref' in schema) return;
  const { type } = schema;
  if (Array.isArray(type)) schema.type = type.find((name) => name !== 'null') ?? 'string';
  if (schema.enum) schema.enum = schema.enum.filter((value: unknown) => value !== null);
}

/**
 * Swagger UI sends the example of every untouched parameter: a filter that finds nothing, a key that was
 * used. So only path parameters have an example; the others have it in their description.
 */
function withoutFilling(parameter: NonNullable<Operation['parameters']>[number]): void {
  if (!('in' in parameter) || parameter.in === 'path') return;
  const { schema } = parameter;
  const ofSchema = schema && !('$ref' in schema) ? schema : undefined;
  const example = (parameter.example ?? ofSchema?.example) as string | number | string[] | undefined;
  if (example === undefined) return;
  delete parameter.example;
  delete ofSchema?.example;
  parameter.description = `${parameter.description ?? ''} Example: \`${String(example)}\`.`.trim();
}

/** Whether those with this role may call it. */
function isFor(role: Role, operation: Operation): boolean {
  const { [PERMISSION]: permission } = operation as { [PERMISSION]?: Permission };
  return permission === undefined || may(role, permission);
}

/** An operation that clients may not call is found among its own kind. */
function markForOperators(operation: Operation): void {
  const [tag] = operation.tags ?? [];
  if (tag === 'Orders') operation.tags = ['Orders (operators)'];
  operation.summary = `${operation.summary ?? ''} (operators)`;
}

/** A table says at a glance what dozens of equal examples hide; one of each status shows the form. */
function tabulateProblems(operation: Operation): void {
  const rows = Object.entries(operation.responses).flatMap(([status, answer]) => {
    const response = answer as Response;
    const codes = codesOf(response);
    const [first] = codes;
    if (!first) return [];
    response.description = codes.map((code) => `\`${code}\``).join(', ');
    response.content = problemResponse([first]).content;
    return codes.map((code) => `| ${status} | \`${code}\` | ${PROBLEMS[code].title} |`);
  });
  const table = ['| Status | Problem | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
  operation.description = `${operation.description ?? ''}\n\n${table}`.trim();
}

/** Of everything that needs a key. */
const CALLER_PROBLEMS: readonly ErrorCode[] = [
  'unauthenticated',
  'authentication-throttled',
  'authentication-unavailable',
  'rate-limit-reached',
  'storage-unavailable',
];

function isSecured({ security }: Operation): boolean {
  return (security ?? []).length > 0;
}

/** The problems that follow from what an operation takes; every route refuses a query that it does not know. */
function addCommonProblems(operation: Operation, path: string): void {
  const common: ErrorCode[] = [
    'validation-failed',
    'internal-error',
    ...(isSecured(operation) ? CALLER_PROBLEMS : []),
    ...(ROLES.every((role) => isFor(role, operation)) ? [] : (['forbidden'] as const)),
    ...(path.includes('{') ? (['not-found'] as const) : []),
    ...(operation.requestBody
      ? (['malformed-request', 'payload-too-large', 'unsupported-media-type'] as const)
      : []),
  ];
  for (const code of common) {
    const status = String(PROBLEMS[code].status);
    const response = operation.responses[status] as Response | undefined;
    const known = codesOf(response);
    if (!response || known.length > 0) operation.responses[status] = problemResponse([...known, code]);
  }
}

function exemplified({ responses }: Operation): ErrorCode[] {
  return Object.values(responses).flatMap((response) => codesOf(response as Response));
}

function codesOf(response: Response | undefined): ErrorCode[] {
  const examples = response?.content?.[PROBLEM_TYPE]?.examples ?? {};
  return ERROR_CODES.filter((code) => code in examples);
}

function addHeaders(status: string, response: Response, counted: boolean): void {
  const problem = response.content?.[PROBLEM_TYPE] !== undefined;
  // calls count once their caller is known
  const tellsRate = counted && status !== '401';
  const names: HeaderName[] = [
    'X-Request-Id',
    ...(tellsRate ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
    ...(status === '401' ? (['WWW-Authenticate'] as const) : []),
    ...(problem && (status === '429' || status === '503') ? (['Retry-After'] as const) : []),
  ];
  const common = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
  response.headers = { ...response.headers, ...(Object.fromEntries(common) as Response['headers']) };
}

/** A JSON body without an example gets one made from the examples of its properties. */
function addExamples(body: Response | undefined, document: OpenAPIObject): void {
  const media = body?.content?.['application/json'];
  if (!media?.schema || media.example !== undefined || media.examples) return;
  media.example = exampleOf(media.schema, document.components?.schemas ?? {});
}
