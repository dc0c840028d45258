import { validateHeaderName, validateHeaderValue } from 'node:http';
import { assertNever } from './assert-never.js';
import {
  ControlInputError,
  readBoolean,
  readInteger,
  readObject,
  readOneOf,
  readString,
  readStrings,
  refuseUnknownMembers,
  type JsonObject,
} from './control-input.js';
import { ERROR_ROWS } from './error-rows.js';
import { COMMANDS, isBeforeRead, type Command, type FaultAction, type FaultScript } from './faults.js';

/** The members of each kind beside `kind`, `endpoint`, `times`, `match` and `buy`. */
const MEMBERS = {
  error: ['row', 'code', 'message', 'item'],
  http: ['status', 'body', 'headers'],
  'raw-body': ['body', 'contentType'],
  empty: [],
  html: [],
  format: ['format'],
  throttle: ['retryAfterSeconds'],
  reset: ['when'],
  hang: [],
  delay: ['ms'],
  truncate: ['bytes'],
  report: ['omit', 'rewrite'],
} satisfies Record<FaultAction['kind'], readonly string[]>;

const readKind = readOneOf(...(Object.keys(MEMBERS) as FaultAction['kind'][]));
const readRow = readInteger(1, ERROR_ROWS.length);
const readNegative = readInteger(-999_999, -1);

export function readFaultScript(value: unknown): FaultScript {
  const input = readObject(value, 'fault');
  const kind = readKind(input.kind, 'kind');
  refuseUnknownMembers(input, ['kind', 'endpoint', 'times', 'match', 'buy', ...MEMBERS[kind]]);
  const action = readAction(kind, input);
  const endpoint = readEndpoint(kind, input);
  const match = input.match === undefined ? {} : readStrings(input.match, 'match');
  if (isBeforeRead(action) && Object.keys(match).length > 0) {
    throw new ControlInputError("'match' looks into the form, which a reset before the read never sees");
  }
  const times = input.times === undefined ? 1 : readInteger(1, 1_000_000)(input.times, 'times');
  return { action, endpoint, buy: readBuy(action, endpoint, input), times, match };
}

function readEndpoint(kind: FaultAction['kind'], input: JsonObject): Command {
  const usual = kind === 'report' ? '!WebHostReport' : '!AutoApplyOrder';
  const endpoint = input.endpoint === undefined ? usual : readOneOf(...COMMANDS)(input.endpoint, 'endpoint');
  if (kind === 'report' && endpoint !== usual) {
    throw new ControlInputError("'endpoint' must be !WebHostReport with 'report'");
  }
  if (kind === 'format' && endpoint === '!WebHostReport') {
    throw new ControlInputError("'format' is not for !WebHostReport: a report has one format");
  }
  return endpoint;
}

/** These change nothing. */
const READ_ONLY: readonly Command[] = ['!WebHostReport', '!GetDetailedOrderStatus', '!getAccountBalance'];

/** The kinds that only colour the true answer always ask the rules; the others sell only when told to. */
function readBuy(action: FaultAction, endpoint: Command, input: JsonObject): boolean {
  if (READ_ONLY.includes(endpoint)) {
    if (input.buy !== undefined)
      throw new ControlInputError(`'buy' is for what acts: ${endpoint} only reads`);
    return false;
  }
  const always = action.kind === 'delay' || action.kind === 'format';
  const buy = input.buy === undefined ? always : readBoolean(input.buy, 'buy');
  if (always && !buy) throw new ControlInputError(`'buy' cannot be false with '${action.kind}'`);
  if (buy && isBeforeRead(action)) {
    throw new ControlInputError("'buy' cannot be true with a reset before the form is read");
  }
  return buy;
}

function readAction(kind: FaultAction['kind'], input: JsonObject): FaultAction {
  switch (kind) {
    case 'error':
      return readError(input);
    case 'http':
      return {
        kind,
        status: readInteger(200, 599)(input.status, 'status'),
        body: input.body === undefined ? '' : readString(input.body, 'body'),
        headers: input.headers === undefined ? {} : readHeaders(input.headers),
      };
    case 'raw-body':
      return {
        kind,
        body: readString(input.body, 'body'),
        contentType: readHeaderValue('content-type', readString(input.contentType, 'contentType')),
      };
    case 'throttle': {
      const { retryAfterSeconds: seconds } = input;
      return {
        kind,
        retryAfterSeconds:
          seconds === undefined ? null : readInteger(0, 86_400)(seconds, 'retryAfterSeconds'),
      };
    }
    case 'format':
      return { kind, format: readOneOf(0, 1, 2)(input.format, 'format') };
    case 'reset':
      return { kind, when: readOneOf('before-read', 'after-read', 'mid-reply')(input.when, 'when') };
    case 'delay':
      return { kind, ms: readInteger(0, 3_600_000)(input.ms, 'ms') };
    case 'truncate':
      return { kind, bytes: readInteger(0, 1_000_000)(input.bytes, 'bytes') };
    case 'report':
      return readReportFault(input);
    case 'empty':
    case 'html':
    case 'hang':
      return { kind };
    default:
      return assertNever(kind);
  }
}

/** Leaves rows out, or has their fields say something else; one of the two at least. */
function readReportFault({ omit, rewrite }: JsonObject): FaultAction {
  const omits = omit !== undefined || rewrite === undefined;
  return {
    kind: 'report',
    omit: omits ? readOneOf('all', 'first', 'last')(omit, 'omit') : null,
    rewrite: rewrite === undefined ? {} : readStrings(rewrite, 'rewrite'),
  };
}

function readError(input: JsonObject): FaultAction {
  if ((input.row === undefined) === (input.code === undefined)) {
    throw new ControlInputError("an error needs either 'row' or 'code'");
  }
  const texts = {
    ...(input.message === undefined ? {} : { message: readString(input.message, 'message') }),
    ...(input.item === undefined ? {} : { item: readString(input.item, 'item') }),
  };
  return input.row === undefined
    ? { kind: 'error', code: readNegative(input.code, 'code'), ...texts }
    : { kind: 'error', row: readRow(input.row, 'row'), ...texts };
}

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  const headers = readStrings(value, 'headers');
  for (const [name, content] of Object.entries(headers)) {
    readHeaderValue(name, content);
    // a wrong length would break the framing silently; that is what 'truncate' is for
    if (/^(content-length|transfer-encoding)$/i.test(name)) {
      throw new ControlInputError(`'headers.${name}' is set by the simulator`);
    }
  }
  return headers;
}

function readHeaderValue(name: string, value: string): string {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return value;
  } catch {
    throw new ControlInputError(`'${name}' is not a usable header`);
  }
}
