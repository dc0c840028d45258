import { isIP } from 'node:net';
import { type Refusal } from '../../shared/gateway-error.js';
import { type ReceiverRules } from './receiver-rules.js';
import { readReceiverUrl } from './receiver-url.js';
import { type ResolveHost } from './resolve-host.js';

export type CheckedReceiver =
  | { readonly ok: true; readonly url: URL; readonly address: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** The same for a name that leads nowhere: which names our network knows is nobody's business. */
const ADDRESS_REFUSED: Refusal = {
  code: 'address-refused',
  detail: 'must be a host with public addresses only, unless the gateway is configured to allow it',
};
const NOT_SECURE: Refusal = {
  code: 'url-not-secure',
  detail: 'must be https, unless the gateway is configured to allow its host',
};

/**
 * Refuses receivers that only we can reach: a webhook must not make the gateway call its own network. The address is
 * given back because it is the one to connect to; who resolves the name again may get another.
 */
export class ReceiverCheck {
  constructor(
    private readonly resolve: ResolveHost,
    private readonly rules: ReceiverRules,
  ) {}

  async check(text: string): Promise<CheckedReceiver> {
    const url = readReceiverUrl(text);
    if (!(url instanceof URL)) return { ok: false, refusal: url };
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const [address, ...others] = isIP(host) > 0 ? [host] : await this.resolve(host);
    const isPlain = url.protocol === 'http:';
    const allowed = (target: string): boolean => {
      const reach = this.rules.reach(host, target);
      return reach === 'listed' || (reach === 'public' && !isPlain);
    };
    return address !== undefined && [address, ...others].every(allowed)
      ? { ok: true, url, address }
      : { ok: false, refusal: isPlain ? NOT_SECURE : ADDRESS_REFUSED };
  }
}
