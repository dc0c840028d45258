import { publishedSample } from './published-sample.js';
import { startSimulator } from './server.js';

/** Documented demo value: the simulator guards nothing. */
const DEMO_PASSWORD = 'demo-password';

const { env } = process;

async function run(): Promise<void> {
  const port = Number(env.SIMULATOR_PORT ?? '4010');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error('SIMULATOR_PORT is not a port number');
  const { SIMULATOR_TLS_NAME: hostName, SIMULATOR_CA_FILE: caFile } = env;
  if ((hostName ?? '') !== '' && (caFile ?? '') === '')
    throw new Error('SIMULATOR_TLS_NAME needs SIMULATOR_CA_FILE, or nobody could trust it');
  const loginName = env.SIMULATOR_LOGIN_NAME ?? 'demo-reseller';
  const simulator = await startSimulator({
    loginName,
    loginPassword: env.SIMULATOR_LOGIN_PASSWORD ?? DEMO_PASSWORD,
    port,
    host: env.SIMULATOR_HOST ?? '127.0.0.1',
    ...(env.SIMULATOR_DATA_DIR === undefined ? {} : { dataDir: env.SIMULATOR_DATA_DIR }),
    ...(hostName && caFile ? { tls: { hostName, caFile } } : {}),
    // empty as compose files leave it: none
    ...(env.SIMULATOR_PERSONALITY ? { personality: env.SIMULATOR_PERSONALITY } : {}),
  });
  const { url, controlUrl } = simulator;
  // a password of your own stays out of the output
  const shownPassword = env.SIMULATOR_LOGIN_PASSWORD === undefined ? DEMO_PASSWORD : 'YOUR-PASSWORD';
  const sample = new URLSearchParams(publishedSample({ loginName, loginPassword: shownPassword }));
  process.stdout.write(
    `Simulator:   ${url}!AutoApplyOrder\nControl API: ${controlUrl} (ledger, requests, state, account, faults, certificates, pushes)\n` +
      `Try:         curl '${url}!AutoApplyOrder' --data '${sample.toString()}'\n`,
  );
  process.once('SIGINT', () => void simulator.close());
  process.once('SIGTERM', () => void simulator.close());
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
