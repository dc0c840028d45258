import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type Config } from '../../config/config.js';
import { BUILD } from '../build.js';
import { type Tracing } from '../tracing/tracing.js';
import { prettyLine } from './pretty-line.js';
import { REDACTION } from './redaction.js';

export type LogSettings = Pick<Config, 'logLevel' | 'logFormat' | 'serviceName'>;

/** With tracing, every line has its trace id and order id. */
export function createLogger(
  { logLevel: level, logFormat, serviceName: service }: LogSettings,
  tracing?: Tracing,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const forPeople = { write: (line: string) => destination.write(prettyLine(line)) };
  return pino(
    {
      level,
      redact: REDACTION,
      base: { service, version: BUILD.version },
      formatters: { level: (name) => ({ level: name }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      ...(tracing?.enabled === true && { mixin: () => tracing.logFields() }),
    },
    logFormat === 'pretty' ? forPeople : destination,
  );
}

/** What Nest says of itself while it starts: a line for each module and each route. */
const NEST_ITSELF = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logging calls, written by pino. A message may be an object of fields followed by a sentence. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(...parts: unknown[]): void {
    this.write('info', parts);
  }
  error(...parts: unknown[]): void {
    this.write('error', parts);
  }
  warn(...parts: unknown[]): void {
    this.write('warn', parts);
  }
  debug(...parts: unknown[]): void {
    this.write('debug', parts);
  }
  verbose(...parts: unknown[]): void {
    this.write('trace', parts);
  }
  fatal(...parts: unknown[]): void {
    this.write('fatal', parts);
  }

  /** Nest adds the context, the class that speaks, as the last part. */
  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', parts: unknown[]): void {
    const [first, ...rest] = parts;
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const context = texts.pop();
    const aloud = level === 'info' && context !== undefined && NEST_ITSELF.has(context) ? 'debug' : level;
    if (typeof first === 'object' && first !== null) this.pino[aloud]({ ...first, context }, texts[0]);
    else this.pino[aloud]({ context }, String(first));
  }
}
