import { type Purchase } from './ledger.js';
import { type LoggedRequest } from './request-log.js';

export interface ControlAnswer {
  readonly status: number;
  /** Null when the answer has no body. */
  readonly json: unknown;
}

/** For tests that script a simulator, here or in another process, and count what it sold. */
export class ControlClient {
  constructor(private readonly controlUrl: string) {}

  async ledger(): Promise<readonly Purchase[]> {
    return (await this.expect('GET', 'ledger')) as readonly Purchase[];
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    return (await this.expect('GET', 'requests')) as readonly LoggedRequest[];
  }

  /** One fault or several, in the order in which they shall happen. */
  async script(...faults: readonly object[]): Promise<void> {
    await this.expect('POST', 'faults', faults);
  }

  async changeAccount(changes: object): Promise<void> {
    await this.expect('PUT', 'account', changes);
  }

  async reset(): Promise<void> {
    await this.expect('DELETE', 'state');
  }

  /** The answer as it is, refusals included. */
  async call(method: string, path: string, input?: unknown): Promise<ControlAnswer> {
    const body = input === undefined ? {} : { body: JSON.stringify(input) };
    const response = await fetch(`${this.controlUrl}${path}`, { method, ...body });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  }

  private async expect(method: string, path: string, input?: unknown): Promise<unknown> {
    const { status, json } = await this.call(method, path, input);
    if (status >= 300) throw new Error(`${method} /control/${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }
}
