import { type CertificateView } from './certificate-control.js';
import { type CertificateState } from './certificates.js';
import { type Purchase } from './ledger.js';
import { type LoggedPush, type PushFault } from './pushes.js';
import { type LoggedRequest } from './request-log.js';

export interface ControlAnswer {
  readonly status: number;
  /** Null when the answer has no body. */
  readonly json: unknown;
}

/** What `POST /control/certificates` takes; all but the reason is for `issued`. Times are ISO 8601. */
export interface CertificateOptions {
  readonly reason?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly organization?: string;
  readonly key?: 'other';
  readonly chain?: 'other';
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

  /** One fault or several, in order. */
  async script(...faults: readonly object[]): Promise<void> {
    await this.expect('POST', 'faults', faults);
  }

  async changeAccount(changes: object): Promise<void> {
    await this.expect('PUT', 'account', changes);
  }

  async certificates(): Promise<readonly CertificateView[]> {
    return (await this.expect('GET', 'certificates')) as readonly CertificateView[];
  }

  /** `issued` makes the certificate. */
  async changeCertificate(
    orderNumber: number,
    state: CertificateState,
    options: CertificateOptions = {},
  ): Promise<CertificateView> {
    const change = { orderNumber, state, ...options };
    return (await this.expect('POST', 'certificates', change)) as CertificateView;
  }

  async ca(): Promise<{ readonly rootPem: string; readonly chainPem: string }> {
    return (await this.expect('GET', 'ca')) as { rootPem: string; chainPem: string };
  }

  /** Where pushes go from now on. */
  async pushTo(settings: object): Promise<void> {
    await this.expect('PUT', 'push', settings);
  }

  async pushes(): Promise<readonly LoggedPush[]> {
    return (await this.expect('GET', 'pushes')) as readonly LoggedPush[];
  }

  /** By hand; members default to those of the order. */
  async push(push: object): Promise<LoggedPush> {
    return (await this.expect('POST', 'pushes', push)) as LoggedPush;
  }

  /** What goes wrong with the next pushes, one each. */
  async scriptPushes(...faults: readonly PushFault[]): Promise<void> {
    await this.expect('POST', 'push-faults', faults);
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
