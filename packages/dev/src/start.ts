import { loadGateway } from './gateway.js';
import { startServers } from './start-servers.js';
import { announce, welcome } from './welcome.js';

const { launch, openProcess, readStartConfig, run } = await loadGateway();

/** The gateway as `npm start` runs it: what is not configured is started or made. */
launch(async () => {
  const read = readStartConfig();
  const config = {
    ...read,
    logFormat: read.logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json'),
  } as const;
  const opened = await openProcess(config);
  const servers = await startServers(config, (message) => opened.logger.info(message));
  const simulated = servers.config.sectigo.simulated === true;
  await run(servers.config, opened, {
    ownsDatabase: config.databaseUrl === undefined,
    greet: async (url) => {
      const say = (line: string): unknown => process.stdout.write(`${line}\n`);
      if (simulated && config.role === 'all') await welcome(url, servers, say);
      else announce(url, servers, say);
    },
    stop: () => servers.stop(),
  });
});
