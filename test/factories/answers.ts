import { expect } from '@jest/globals';
import { type ApiResponse } from '../support/api-client.js';

/** What tests look at of an order's public form. */
export interface OrderAnswer {
  readonly id: string;
  readonly status: string;
  readonly reference: string | null;
  readonly problem: ProblemAnswer | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  readonly sectigo: {
    readonly orderNumber: string;
    readonly certificateId?: string | null;
    readonly paymentOutstanding: boolean;
  } | null;
  readonly certificate: CertificateAnswer | null;
}

export interface CertificateAnswer {
  readonly status: string;
  readonly statusDescription: string | null;
  readonly issuedAt: string | null;
  readonly revokedAt: string | null;
  readonly expiresAt: string | null;
  readonly mismatches: readonly string[];
}

export interface ProblemAnswer {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly orderId?: string;
  readonly existingOrderId?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly sectigo?: { readonly errorCode: number; readonly errorMessage: string };
}

/** The order of a 2xx answer. */
export function orderOf(response: ApiResponse): OrderAnswer {
  if (response.status > 299) throw new Error(`No order but ${response.status} ${response.text}`);
  return response.body as OrderAnswer;
}

/** The problem of a refusal, with every member that a problem has. */
export function problemOf(response: ApiResponse, status: number, code: string): ProblemAnswer {
  expect({ status: response.status, body: response.body }).toMatchObject({ status, body: { code, status } });
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(response.body).toMatchObject({
    type: expect.stringMatching(new RegExp(`^https?://[^/]+/problems/${code}$`)),
    title: expect.stringMatching(/\S/),
    detail: expect.stringMatching(/\S/),
    instance: expect.any(String),
    requestId: response.headers.get('x-request-id'),
    retryable: expect.any(Boolean),
    actor: expect.stringMatching(/^(caller|operator|sectigo)$/),
  });
  return response.body as ProblemAnswer;
}

/** The pointers of a 422, sorted, each once. */
export function pointersOf(problem: ProblemAnswer): readonly string[] {
  return [...new Set((problem.errors ?? []).map(({ pointer }) => pointer))].sort();
}

/** A 422 for exactly these members of the body, each with a code and a sentence. */
export function expectInvalid(response: ApiResponse, pointers: readonly string[]): void {
  const problem = problemOf(response, 422, 'validation-failed');
  expect(pointersOf(problem)).toEqual([...pointers].sort());
  for (const error of problem.errors ?? []) {
    expect(error).toEqual({
      pointer: expect.any(String),
      code: expect.stringMatching(/^[a-z0-9-]+$/),
      detail: expect.stringMatching(/\S/),
    });
  }
}

/** One of the statuses, as a whole problem. */
export function expectRefusal(response: ApiResponse, statuses: readonly number[]): void {
  expect(statuses).toContain(response.status);
  problemOf(response, response.status, (response.body as { code: string }).code);
}
