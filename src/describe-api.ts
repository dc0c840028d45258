import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { type RunningConfig } from './config/config.js';
import { readConfig } from './config/read-config.js';
import { openApiDocument, toYaml } from './http/openapi/openapi-document.js';

/** The API's document as YAML. Nothing is started: in preview mode Nest reads the decorators and makes no providers. */
export async function describeApi(): Promise<string> {
  const nowhere = {
    databaseUrl: 'postgresql://nowhere',
    redisUrl: 'redis://nowhere',
    operatorKey: 'x'.repeat(20),
  };
  const sectigo = { url: 'https://nowhere.invalid/', loginName: 'nobody', loginPassword: 'none' };
  const config: RunningConfig = { ...readConfig({}), ...nowhere, sectigo };
  const app = await NestFactory.create<NestFastifyApplication>(
    await AppModule.forRoot(config),
    new FastifyAdapter(),
    {
      preview: true,
      abortOnError: false,
      logger: false,
    },
  );
  return toYaml(openApiDocument(app));
}
