import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { type RunningConfig } from './config/config.js';
import { readConfig } from './config/read-config.js';
import { openApiDocument, toYaml } from './http/openapi/openapi-document.js';

/**
 * Writes the API's document, or with `--check` says whether the file still agrees with the code. Nothing is started:
 * in preview mode Nest reads the decorators and makes no providers.
 */
async function main(args: readonly string[]): Promise<void> {
  const file = args.find((arg) => !arg.startsWith('--')) ?? 'openapi.yaml';
  const current = await describeApi();
  if (!args.includes('--check')) {
    writeFileSync(file, current);
  } else if (readFileSync(file, 'utf8') !== current) {
    process.stderr.write(`${file} is not what the code says: run npm run openapi\n`);
    process.exitCode = 1;
  }
}

async function describeApi(): Promise<string> {
  const nowhere = {
    databaseUrl: 'postgresql://nowhere',
    redisUrl: 'redis://nowhere',
    operatorKey: 'x'.repeat(20),
  };
  const sectigo = { url: 'https://nowhere.invalid/', loginName: 'nobody', loginPassword: 'none' };
  const config: RunningConfig = { ...readConfig({}), ...nowhere, sectigo };
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, ''),
    new FastifyAdapter(),
    {
      preview: true,
      abortOnError: false,
      logger: false,
    },
  );
  return toYaml(openApiDocument(app));
}

await main(process.argv.slice(2));
