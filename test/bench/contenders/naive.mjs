import { plainContender } from './plain.mjs';

export const naive = plainContender({
  name: 'naive',
  what: 'Nest on Express, class-validator, Prisma create, then queue.add; a BullMQ worker posts with axios and updates the row',
  file: 'naive/dist/main.js',
  hasWorker: true,
});
