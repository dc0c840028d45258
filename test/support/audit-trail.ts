import { expect } from '@jest/globals';
import { type ApiClient, type ApiResponse } from './api-client.js';
import { type TestGateway } from './gateway.js';

export interface AuditAnswer {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly clientId: string | null };
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string };
  readonly address: string | null;
  readonly requestId: string | null;
  readonly note: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly hash: string;
}

/** How the operator of the tests is named. */
export const BY_KEY = { kind: 'operator', id: 'operator-key', clientId: null };

/** The newest first. */
export async function auditOf(operator: ApiClient, query = ''): Promise<AuditAnswer[]> {
  const { status, body } = await operator.get(`/v1/ops/audit?limit=200${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body as { data: AuditAnswer[] }).data;
}

export async function keyOf({ operator }: TestGateway, clientId: string): Promise<string> {
  const { body } = await operator.get(`/v1/clients/${clientId}`);
  return (body as { keys: { id: string }[] }).keys[0]!.id;
}

/** What actions leave in the audit trail of a gateway on which nobody else acts. */
export class AuditWatch {
  constructor(private readonly gateway: TestGateway) {}

  async count(): Promise<number> {
    const { body } = await this.gateway.operator.get('/v1/ops/audit/verify');
    return (body as { entries: number }).entries;
  }

  /** The one entry that an action left, and what it was answered. */
  async entryOf(action: () => Promise<ApiResponse>): Promise<AuditAnswer & { readonly answer: ApiResponse }> {
    const before = await this.count();
    const answer = await action();
    if (answer.status > 299) throw new Error(`refused: ${answer.status} ${answer.text}`);
    expect(await this.count()).toBe(before + 1);
    const [entry] = await auditOf(this.gateway.operator);
    expect(entry).toMatchObject({ address: '127.0.0.1', requestId: answer.headers.get('x-request-id') });
    return { ...entry!, answer };
  }

  async leavesNothing(action: () => Promise<ApiResponse>): Promise<ApiResponse> {
    const before = await this.count();
    const answer = await action();
    expect(await this.count()).toBe(before);
    return answer;
  }
}
