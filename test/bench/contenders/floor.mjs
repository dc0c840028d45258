import { plainContender } from './plain.mjs';

export const floor = plainContender({
  name: 'floor',
  what: 'Fastify and one bare INSERT with pg; nobody sends the order',
  file: 'programs/floor.mjs',
  hasWorker: false,
});
