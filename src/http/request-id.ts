import { type IncomingMessage } from 'node:http';
import { nextUlid } from '../shared/ids.js';

/** A caller's own request id is kept when it is a sane token: it goes into logs and headers as it is. */
const SANE_TOKEN = /^[A-Za-z0-9._:/+=-]{1,128}$/;

export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_TOKEN.test(given) ? given : `req_${nextUlid()}`;
}
