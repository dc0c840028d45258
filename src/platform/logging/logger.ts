import { type LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { type Tracing } from '../tracing/tracing.js';
import { REDACTION } from './redaction.js';

/** While somebody traces, every line says to which trace and order it belongs. */
export function createLogger(level: string, tracing?: Tracing): Logger {
  return pino({
    level,
    redact: REDACTION,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(tracing?.enabled === true && { mixin: () => tracing.logFields() }),
  });
}

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
    if (typeof first === 'object' && first !== null) this.pino[level]({ ...first, context }, texts[0]);
    else this.pino[level]({ context }, String(first));
  }
}
