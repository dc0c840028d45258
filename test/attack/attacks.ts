// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { Attribute } from '@peculiar/x509';
import { craftedCsr } from '../factories/crafted-csr.js';
import { anOrder } from '../factories/order.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { request } from '../support/raw-connection.js';
import { type AskedRequest, type AttackCommand } from './attacker.js';

export interface Attack {
  readonly name: string;
  readonly command: (key: string) => AttackCommand | Promise<AttackCommand>;
  readonly seconds: number;
  /** The attacker must have lost its connections before it ends. */
  readonly thrownOut?: boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };

export const ATTACKS: readonly Attack[] = [
  {
    name: '12 connections, each 1,000 × GET /docs/openapi.json, nothing read',
    seconds: 15,
    command: () => ({
      kind: 'flood',
      connections: 12,
      requests: [request('GET', '/docs/openapi.json').repeat(1_000)],
    }),
  },
  {
    name: '40 connections, each 500 × GET /docs/swagger-ui-bundle.js, closed',
    seconds: 15,
    command: () => ({
      kind: 'leave',
      connections: 40,
      requests: [request('GET', '/docs/swagger-ui-bundle.js').repeat(500)],
    }),
  },
  {
    name: '9,000 connections that send nothing',
    command: () => ({ kind: 'idle', connections: 9_000 }),
    seconds: 30,
    thrownOut: true,
  },
  {
    name: '10 readers of the OpenAPI document',
    seconds: 15,
    command: () => ({ kind: 'ask', connections: 10, requests: ['json', 'yaml'].map(documentAs) }),
  },
  {
    name: '4 signing in with 24,000 unknown members',
    seconds: 15,
    command: () => ({
      kind: 'ask',
      connections: 4,
      requests: [
        { method: 'POST', path: '/dashboard/session', headers: JSON_TYPE, body: unknownMembers({}) },
      ],
    }),
  },
  {
    name: '4 previews with 24,000 unknown members',
    seconds: 15,
    command: (key: string): AttackCommand => ({
      kind: 'ask',
      connections: 4,
      requests: [preview(key, unknownMembers(anOrder()))],
    }),
  },
  {
    name: '8 previews of CSRs with 500 extension attributes',
    seconds: 15,
    command: async (key: string): Promise<AttackCommand> => {
      const provisioning = remoteProvisioning(await crowdedCsr());
      const requests = [preview(key, JSON.stringify(anOrder({ provisioning })))];
      return { kind: 'ask', connections: 8, requests };
    },
  },
];

function documentAs(format: string): AskedRequest {
  return { method: 'GET', path: `/docs/openapi.${format}` };
}

function preview(key: string, body: string): AskedRequest {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${key}` };
  return { method: 'POST', path: '/v1/orders/preview', headers, body };
}

function unknownMembers(known: object): string {
  const unknown = Array.from({ length: 24_000 }, (_, at) => [at.toString(36), 0] as const);
  return JSON.stringify({ ...known, ...Object.fromEntries(unknown) });
}

/** SEQUENCE { SEQUENCE { keyUsage, OCTET STRING { BIT STRING } } } */
const KEY_USAGE = Buffer.from('300d300b0603551d0f040403020780', 'hex');
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

function crowdedCsr(): Promise<string> {
  const attributes = Array.from({ length: 500 }, () => new Attribute(EXTENSION_REQUEST, [KEY_USAGE]));
  return craftedCsr({ attributes });
}
