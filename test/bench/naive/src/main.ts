import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const { PORT = '', ROLE } = process.env;

if (ROLE === 'worker') {
  await NestFactory.createApplicationContext(AppModule);
} else {
  const app = await NestFactory.create(AppModule);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  await app.listen(PORT);
}
process.send?.('ready');
process.once('SIGTERM', () => process.exit());
