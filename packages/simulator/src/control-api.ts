import { type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP, SocketAddress, BlockList } from 'node:net';
import { accountView, readAccountChanges } from './account-input.js';
import { certificateViews, changeCertificate } from './certificate-control.js';
import { ControlInputError } from './control-input.js';
import { sendReply } from './delivery.js';
import { readFaultScript } from './fault-input.js';
import { type Fault } from './faults.js';
import { personalityView } from './personality.js';
import { pushByHand, pushSettingsView, readPushFaults, readPushSettings } from './push-control.js';
import { bodyReply } from './reply-formats.js';
import { BodyIncompleteError, BodyTooLargeError, readBody } from './request-body.js';
import { type Simulation } from './simulation.js';

interface ControlReply {
  readonly status: number;
  /** Absent: no body. */
  readonly json?: unknown;
}

type ControlCall = (simulation: Simulation, input: unknown) => ControlReply | Promise<ControlReply>;

const ok = (json: unknown): ControlReply => ({ status: 200, json });
const DONE: ControlReply = { status: 204 };

/** Path below `/control/` → method → call. */
const CALLS: Readonly<Record<string, Readonly<Record<string, ControlCall>>>> = {
  ledger: { GET: ({ ledger }) => ok(ledger.purchases) },
  requests: { GET: ({ requests }) => ok(requests.requests) },
  state: {
    DELETE: async ({ account, certificates, faults, ledger, pushes, requests }) => {
      account.reset();
      faults.clear();
      pushes.reset();
      requests.reset();
      await ledger.reset();
      await certificates.reset();
      return DONE;
    },
  },
  account: {
    GET: ({ account }) => ok(accountView(account.settings)),
    PUT: ({ account }, input) => {
      account.change(readAccountChanges(input));
      return ok(accountView(account.settings));
    },
  },
  faults: {
    GET: ({ faults }) => ok(faults.faults.map(faultView)),
    POST: ({ faults }, input) => {
      // all are read before the first is added: a script is taken whole or not at all
      const scripts = (Array.isArray(input) ? input : [input]).map(readFaultScript);
      return { status: 201, json: scripts.map((script) => faultView(faults.add(script))) };
    },
    DELETE: ({ faults }) => {
      faults.clear();
      return DONE;
    },
  },
  certificates: {
    GET: (simulation) => ok(certificateViews(simulation)),
    POST: async (simulation, input) => ok(await changeCertificate(simulation, input)),
  },
  personality: { GET: ({ personality }) => ok(personalityView(personality)) },
  ca: { GET: ({ ca: { rootPem, chainPem } }) => ok({ rootPem, chainPem }) },
  push: {
    GET: ({ pushes }) => ok(pushSettingsView(pushes.settings)),
    PUT: ({ pushes }, input) => {
      pushes.configure(readPushSettings(input));
      return ok(pushSettingsView(pushes.settings));
    },
  },
  pushes: {
    GET: ({ pushes }) => ok(pushes.log),
    POST: (simulation, input) => ({ status: 201, json: pushByHand(simulation, input) }),
  },
  'push-faults': {
    GET: ({ pushes }) => ok(pushes.faults),
    POST: ({ pushes }, input) => {
      pushes.script(readPushFaults(input));
      return { status: 201, json: pushes.faults };
    },
    DELETE: ({ pushes }) => {
      pushes.clearFaults();
      return DONE;
    },
  },
};

/** The control API scripts the simulator and shows what it sold; only this machine may use it. */
export async function answerControl(
  simulation: Simulation,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status, json } = isLoopback(request.socket.remoteAddress)
      ? await perform(simulation, path, request)
      : { status: 403, json: { error: 'the control API is for this machine only' } };
    sendReply(
      bodyReply(status, 'application/json', json === undefined ? '' : JSON.stringify(json)),
      response,
    );
  } catch (error) {
    if (error instanceof BodyIncompleteError) return;
    const status = error instanceof ControlInputError ? 400 : error instanceof BodyTooLargeError ? 413 : 500;
    const reason = error instanceof Error ? error.message : String(error);
    sendReply(bodyReply(status, 'application/json', JSON.stringify({ error: reason })), response);
  }
}

async function perform(
  simulation: Simulation,
  path: string,
  request: IncomingMessage,
): Promise<ControlReply> {
  const methods = Object.hasOwn(CALLS, path) ? CALLS[path] : undefined;
  if (methods === undefined) return { status: 404, json: { error: `there is no /control/${path}` } };
  const method = request.method ?? '';
  const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (call === undefined) return { status: 405, json: { error: `use ${Object.keys(methods).join(', ')}` } };
  const takesInput = method === 'POST' || method === 'PUT';
  return call(simulation, takesInput ? readJson(await readBody(request)) : undefined);
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new ControlInputError('the body is not JSON');
  }
}

/** In the shape in which it was posted. */
function faultView({ action, ...rest }: Fault): object {
  return { ...action, ...rest };
}

const LOOPBACK = loopbackAddresses();

function loopbackAddresses(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  return list;
}

export function isLoopback(address: string | undefined): boolean {
  if (address === undefined || isIP(address) === 0) return false;
  return LOOPBACK.check(new SocketAddress({ address, family: isIP(address) === 6 ? 'ipv6' : 'ipv4' }));
}
