import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { call } from './call.mjs';
import { anOrder } from './orders.mjs';

const CONNECTIONS = 50;

/** As many orders as it takes, on 50 connections; throws unless every one is accepted. */
export async function saturate(target, seconds) {
  const {
    '2xx': accepted,
    non2xx,
    errors,
    duration,
  } = await autocannon({
    url: target.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: target.path,
        setupRequest: (request) => ({
          ...request,
          headers: target.headers(),
          body: JSON.stringify(anOrder()),
        }),
      },
    ],
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} orders were refused, ${errors} got no answer`);
  return { accepted, perSecond: accepted / duration };
}

/** Orders at a steady pace, whatever becomes of them; throws unless every one is accepted. */
export async function steady(target, perSecond, seconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const calls = [];
  const began = performance.now();
  for (let count = 0; count < perSecond * seconds; count += 1) {
    const wait = began + (count * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    calls.push(place(target, agent));
  }
  const placed = await Promise.all(calls);
  agent.destroy();
  const refused = placed.find(({ status }) => status >= 300);
  if (refused !== undefined) throw new Error(`an order was refused: ${refused.status} ${refused.text}`);
  return placed;
}

/** So many callers, each with its next order once it has the answer, while `more()`; what got no answer is left out. */
export async function inParallel(target, callers, more) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: callers });
  const placed = [];
  const caller = async () => {
    while (more(placed.length)) {
      const answer = await place(target, agent).catch(() => null);
      if (answer === null) await pause(1);
      else placed.push(answer);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  agent.destroy();
  return placed;
}

async function place(target, agent) {
  const order = anOrder();
  const began = performance.now();
  const { url, path, headers } = target;
  const answer = await call({ url, path, method: 'POST', headers: headers(), agent }, JSON.stringify(order));
  return {
    ...answer,
    name: order.organization.name,
    tookMs: performance.now() - began,
    answeredAt: Date.now(),
  };
}
