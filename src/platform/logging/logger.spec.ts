import { describe, expect, it } from '@jest/globals';
import { createLogger, type LogSettings, NestLogger } from './logger.js';

const SETTINGS: LogSettings = { logLevel: 'info', serviceName: 'orders-gateway' };

function written(settings: LogSettings, write: (nest: NestLogger) => void): string[] {
  const lines: string[] = [];
  write(
    new NestLogger(createLogger(settings, undefined, { write: (line: string) => void lines.push(line) })),
  );
  return lines;
}

describe('a line of the log', () => {
  it('names its level, and says which service in which version wrote it', () => {
    const [line = ''] = written(SETTINGS, (nest) =>
      nest.warn({ orderId: 'ord_1' }, 'it broke off', 'SubmitOrder'),
    );
    expect(JSON.parse(line)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      service: 'orders-gateway',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      orderId: 'ord_1',
      context: 'SubmitOrder',
      msg: 'it broke off',
    });
  });

  it('is for people where that is wanted, and as silent about secrets', () => {
    const [line = ''] = written({ ...SETTINGS, logFormat: 'pretty' }, (nest) =>
      nest.log({ loginPassword: 's3cret' }, 'listening', 'Gateway'),
    );
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} INFO {2}listening {2}loginPassword=\[redacted\] context=Gateway\n$/,
    );
  });

  it('is not written for each module and route at the start, unless somebody debugs', () => {
    const start = (nest: NestLogger): void => {
      nest.log('Mapped {/v1/orders, POST} route', 'RouterExplorer');
      nest.log('AppModule dependencies initialized', 'InstanceLoader');
      nest.log('Nest application successfully started', 'NestApplication');
      nest.error('no such module', 'InstanceLoader');
    };
    expect(written(SETTINGS, start)).toHaveLength(1);
    expect(written({ ...SETTINGS, logLevel: 'debug' }, start)).toHaveLength(4);
  });
});
