/** The entry file of a child process: a Redis look-alike in JavaScript, in memory, on the given port of the loopback interface. */
import { createRedisCommandExecutor, RedisServerState, Resp2Server } from 'js-redis-server/core';

const { server } = new Resp2Server({
  server: new RedisServerState(),
  executor: createRedisCommandExecutor(),
  logger: console,
});
// the package's own listen() takes no host and would open the port to everybody
server.listen(Number(process.argv[2]), '127.0.0.1');
