/** The entry file of a child process: a Redis look-alike in JavaScript, in memory, on the given port of the loopback interface. */
import { type Server } from 'node:net';

/** What we use of the optional package `js-redis-server`, which need not be installed for this to compile. */
interface JsRedisServer {
  RedisServerState: new () => object;
  createRedisCommandExecutor: () => object;
  Resp2Server: new (parts: { server: object; executor: object; logger: Pick<Console, 'error'> }) => {
    readonly server: Server;
  };
}

const packageName: string = 'js-redis-server';
const { RedisServerState, createRedisCommandExecutor, Resp2Server } = (await import(
  packageName
)) as JsRedisServer;

const { server } = new Resp2Server({
  server: new RedisServerState(),
  executor: createRedisCommandExecutor(),
  logger: console,
});
// The package's own listen() takes no host.
server.listen(Number(process.argv[2]), '127.0.0.1');
