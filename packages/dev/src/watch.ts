import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loadGateway } from './gateway.js';
import { startServers } from './start-servers.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const { launch, readStartConfig } = await loadGateway();

/** `npm run dev`: the servers stay; the compiler watches the sources, and Node starts the gateway again with what it writes. */
launch(async () => {
  const servers = await startServers(readStartConfig(), (line) => process.stdout.write(`${line}\n`));
  const { databaseUrl, redisUrl, operatorKey, sectigo } = servers.config;
  const account = 'loginPassword' in sectigo && {
    SECTIGO_URL: sectigo.url,
    SECTIGO_LOGIN_NAME: sectigo.loginName,
    SECTIGO_LOGIN_PASSWORD: sectigo.loginPassword,
    SECTIGO_SIMULATED: 'true',
  };
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    OPERATOR_KEY: operatorKey,
    ...account,
  };
  process.stdout.write(`Operator key      ${servers.operatorKey}\n`);
  const options = { cwd: ROOT, env, stdio: 'inherit' } as const;
  // not by npx, which keeps signals to itself
  const compiler = spawn(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
    options,
  );
  const gateway = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/main.js'],
    options,
  );
  const ends = [compiler, gateway].map((child) => once(child, 'exit'));
  const stop = (signal: NodeJS.Signals): void => {
    for (const child of [compiler, gateway]) child.kill(signal);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  await Promise.all(ends);
  await servers.stop();
});
