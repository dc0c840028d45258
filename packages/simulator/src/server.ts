import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isIPv6, type AddressInfo, type Socket } from 'node:net';
import { Account } from './account.js';
import { answerBalance } from './balance-endpoint.js';
import { Certificates } from './certificates.js';
import { answerControl } from './control-api.js';
import { sendReply } from './delivery.js';
import { FaultQueue } from './faults.js';
import { Ledger } from './ledger.js';
import { makePersonality } from './make-personality.js';
import { answerOrder } from './order-endpoint.js';
import { PUBLISHED } from './personality.js';
import { pushChanges } from './push-control.js';
import { Pushes } from './pushes.js';
import { answerReport } from './report-endpoint.js';
import { answerStatus } from './status-endpoint.js';
import { answerRevocation } from './revocation-endpoint.js';
import { bodyReply } from './reply-formats.js';
import { BodyIncompleteError, BodyTooLargeError } from './request-body.js';
import { RequestLog, type LoggedRequest } from './request-log.js';
import { type Endpoint, type Simulation } from './simulation.js';
import { TestCa } from './test-ca.js';

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly loginName: string;
  readonly loginPassword: string;
  /** Where the ledger is kept; absent: in memory only. */
  readonly dataDir?: string;
  /** Absent: plain HTTP. */
  readonly tls?: TlsOptions;
  /** The seed of a personality; absent: as published. */
  readonly personality?: string;
}

export interface TlsOptions {
  /** Its host name for clients. */
  readonly hostName: string;
  /** Where it leaves the root certificate, for those who are to trust it. */
  readonly caFile: string;
}

export interface RunningSimulator {
  /** Base URL for the gateway, such as `http://127.0.0.1:4010/products/`. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map([
  ['/products/!AutoApplyOrder', answerOrder],
  ['/products/!WebHostReport', answerReport],
  ['/products/!GetDetailedOrderStatus', answerStatus],
  ['/products/!autoRevokeCertificate', answerRevocation],
  ['/products/!getAccountBalance', answerBalance],
]);

export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const closing = new AbortController();
  const personality = options.personality === undefined ? PUBLISHED : makePersonality(options.personality);
  const simulation: Simulation = {
    personality,
    account: new Account(options, personality),
    ledger: await Ledger.open(options.dataDir),
    certificates: await Certificates.open(options.dataDir),
    ca: await TestCa.open(options.dataDir),
    pushes: new Pushes(closing.signal, personality.push),
    faults: new FaultQueue(),
    requests: new RequestLog(),
    closing: closing.signal,
  };
  pushChanges(simulation);
  const answers = new Set<Promise<void>>();
  const answerRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const answer = route(simulation, request, response).finally(() => answers.delete(answer));
    answers.add(answer);
  };
  const server = await serverFor(options, simulation.ca, answerRequest);
  const origin = await listen(server, options).catch(async (error: unknown) => {
    await closeFiles(simulation);
    throw error;
  });
  const stop = async (): Promise<void> => {
    closing.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, ...answers, simulation.pushes.settled()]);
    await closeFiles(simulation);
  };
  let stopped: Promise<void> | null = null;
  return {
    url: `${origin}/products/`,
    controlUrl: `${origin}/control/`,
    close: () => (stopped ??= stop()),
  };
}

async function closeFiles({ ledger, certificates }: Simulation): Promise<void> {
  await Promise.all([ledger.close(), certificates.close()]);
}

async function serverFor(
  { tls }: SimulatorOptions,
  ca: TestCa,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  if (tls === undefined) return createServer(answer);
  const server = createTlsServer(await ca.identityOf(tls.hostName), answer);
  await writeFile(tls.caFile, ca.rootPem);
  return server;
}

async function listen(
  server: Server,
  { port = 0, host = '127.0.0.1', tls }: SimulatorOptions,
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: actualPort } = server.address() as AddressInfo;
  const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  const protocol = tls === undefined ? 'http' : 'https';
  return `${protocol}://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${actualPort}`;
}

async function route(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  if (path.startsWith('/control/')) {
    await answerControl(simulation, path.slice('/control/'.length), request, response);
    return;
  }
  const log = simulation.requests.open(connectionNumber(request.socket), request.method ?? '', path);
  response.once('close', () => (log.endedAt = new Date().toISOString()));
  const endpoint = ENDPOINTS.get(path);
  if (endpoint === undefined) {
    log.outcome = { kind: 'no-such-endpoint' };
    sendReply(bodyReply(404, 'text/html', '<html><body><h1>404 Not Found</h1></body></html>'), response);
    return;
  }
  try {
    await endpoint(simulation, request, response, log);
  } catch (error) {
    answerFailure(error, log, response);
  }
}

function answerFailure(error: unknown, log: LoggedRequest, response: ServerResponse): void {
  if (error instanceof BodyIncompleteError) {
    log.outcome = { kind: 'body-incomplete' };
    return;
  }
  // a delay that was cut short because the simulator stops
  if (error instanceof Error && error.name === 'AbortError') return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const tooLarge = error instanceof BodyTooLargeError;
  log.outcome = tooLarge ? { kind: 'body-too-large' } : { kind: 'internal-fault', message: String(error) };
  const reply = tooLarge
    ? bodyReply(413, 'text/plain', 'Content Too Large')
    : bodyReply(500, 'text/plain', 'Internal Server Error');
  sendReply(reply, response);
}

/** Decoded, because clients may write the `!` as `%21`; without the query. */
function pathOf(request: IncomingMessage): string {
  const [path = ''] = (request.url ?? '').split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const connectionNumbers = new WeakMap<Socket, number>();
let connectionCount = 0;

/** Tells requests of one kept-alive connection from those of fresh ones. */
function connectionNumber(socket: Socket): number {
  const known = connectionNumbers.get(socket);
  if (known !== undefined) return known;
  connectionCount += 1;
  connectionNumbers.set(socket, connectionCount);
  return connectionCount;
}
