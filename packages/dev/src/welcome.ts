import { FIRST_ORDER } from './first-order.js';
import { keepSecret, readSecret, type StartedServers } from './start-servers.js';

const CLIENT_KEY = 'client-key';
const WAIT_SECONDS = 20;

interface PlacedSample {
  readonly id: string;
  readonly status: string;
  readonly sectigo: { readonly orderNumber: string } | null;
}

/**
 * Shows a newcomer around: addresses, keys, a first order placed through the API itself, a command to paste.
 * Only with the simulator: nothing is ever bought without being asked for.
 */
export async function welcome(
  url: string,
  { config, started, operatorKey }: StartedServers,
  say: (line: string) => void,
): Promise<void> {
  const first = readSecret(config.dataDir, CLIENT_KEY) === undefined;
  const clientKey =
    readSecret(config.dataDir, CLIENT_KEY) ?? (await makeClient(url, config.operatorKey, config.dataDir));
  const lines = [
    ...addresses(url, config.role),
    `Started here      ${started.join(', ')}`,
    `Operator key      ${operatorKey}`,
    `Client key        ${clientKey}`,
    ...(first ? ['', await placeSample(url, clientKey)] : []),
    '',
    'Order a certificate:',
    '',
    curlCommand(url, clientKey),
    '',
  ];
  for (const line of lines) say(line);
}

/** For whoever brings an account, or runs one role alone: where it listens, and whether orders cost money. */
export function announce(
  url: string,
  { config, operatorKey }: StartedServers,
  say: (line: string) => void,
): void {
  const { sectigo } = config;
  const warning = `Sectigo           ${sectigo.url ?? ''}: REAL SECTIGO, REAL MONEY. Every order is a purchase.`;
  const simulated = 'Sectigo           a simulator: nothing real is bought';
  const lines = [
    ...addresses(url, config.role),
    `Operator key      ${operatorKey}`,
    sectigo.simulated === true ? simulated : warning,
    '',
  ];
  for (const line of lines) say(line);
}

/** A worker answers health checks and metrics alone. */
function addresses(url: string, role: string): string[] {
  const gateway = ['', `Sectigo gateway   ${url}${role === 'all' ? '' : ` (${role})`}`];
  if (role === 'worker') return gateway;
  return [...gateway, `Dashboard         ${url}/dashboard`, `Swagger UI        ${url}/docs`];
}

async function makeClient(url: string, operatorKey: string, dataDir: string): Promise<string> {
  const client = await post<{ key: string }>(`${url}/v1/clients`, operatorKey, { name: 'newcomer' });
  return keepSecret(dataDir, CLIENT_KEY, client.key);
}

async function placeSample(url: string, clientKey: string): Promise<string> {
  const startedAt = Date.now();
  const headers = { 'Idempotency-Key': 'first-order', Prefer: `wait=${WAIT_SECONDS}` };
  const order = await post<PlacedSample>(`${url}/v1/orders`, clientKey, FIRST_ORDER, headers);
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(2);
  return order.sectigo
    ? `First order       ${order.id} is placed: Sectigo order number ${order.sectigo.orderNumber}, ${seconds} s`
    : `First order       ${order.id} is ${order.status} after ${seconds} s`;
}

async function post<T>(
  url: string,
  key: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return (await response.json()) as T;
}

function curlCommand(url: string, clientKey: string): string {
  // another person than in the first order, which would be refused as a duplicate
  const order = {
    ...FIRST_ORDER,
    applicant: { ...FIRST_ORDER.applicant, firstName: 'Joe', email: 'joe.doe@example.com' },
  };
  return [
    `curl -i ${url}/v1/orders \\`,
    `  -H 'Authorization: Bearer ${clientKey}' \\`,
    `  -H 'Content-Type: application/json' -H 'Idempotency-Key: pasted-order' -H 'Prefer: wait=10' \\`,
    `  -d '${JSON.stringify(order)}'`,
  ].join('\n');
}
