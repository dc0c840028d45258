// Attacks one address for some seconds: a process of its own, so that the figures beside it are not the attacker's.
// Reads a command from stdin, as JSON.
import http from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** Whoever does not read does not notice that the other side is gone, but for writing. */
const NUDGE_EVERY_MS = 200;
const REOPEN_AFTER_MS = 50;

const command = JSON.parse(await text(process.stdin));
const { kind, port, seconds, connections, requests } = command;
const until = Date.now() + seconds * 1_000;
const lasts = () => Date.now() < until;
const sockets = new Set();

function open(onClose) {
  const socket = net.connect(port, '127.0.0.1');
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    sockets.delete(socket);
    onClose?.();
  });
  return socket;
}

/** Asks for more and more and reads nothing; whenever it is thrown out, it comes again. */
async function flood() {
  const begin = () => {
    if (!lasts()) return;
    const socket = open(() => setTimeout(begin, REOPEN_AFTER_MS)).pause();
    socket.write(requests[0]);
  };
  for (let at = 0; at < connections; at += 1) begin();
  while (lasts()) {
    await pause(NUDGE_EVERY_MS);
    for (const socket of sockets) socket.write('\r\n');
  }
}

/** Asks for much and is gone before it is there, again and again. */
async function leave() {
  while (lasts()) {
    for (let at = 0; at < connections; at += 1) open().pause().write(requests[0]);
    await pause(500);
    for (const socket of sockets) socket.destroy();
  }
}

/** Opens connections and sends nothing. */
async function idle() {
  for (let at = 0; at < connections; at += 1) {
    open().resume();
    if (at % 200 === 0) await pause(20);
  }
  while (lasts()) await pause(100);
}

/** Asks as an ordinary caller, but without a break. */
async function ask() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const one = ({ method, path, headers, body }) =>
    new Promise((resolve) => {
      const request = http.request({ port, host: '127.0.0.1', agent, method, path, headers }, (response) => {
        response.on('error', resolve).on('end', resolve).resume();
      });
      request.on('error', resolve).end(body);
    });
  const loop = async (at) => {
    while (lasts()) await one(requests[at++ % requests.length]);
  };
  await Promise.all(Array.from({ length: connections }, (_, at) => loop(at)));
  agent.destroy();
}

await { flood, leave, idle, ask }[kind]();
process.exit(0);
