import { isIP } from 'node:net';
import { type Refusal } from '../../http/validation/field-rules.js';
import { isPublicAddress } from '../../shared/ip-address.js';
import { readReceiverUrl } from './receiver-url.js';
import { type ResolveHost } from './resolve-host.js';

export type CheckedReceiver =
  | { readonly ok: true; readonly url: URL; readonly address: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** The same for a name that leads nowhere: which names our network knows is nobody's business. */
const ADDRESS_REFUSED: Refusal = {
  code: 'address-refused',
  detail: 'must be a host that has public addresses and no others',
};

/**
 * Refuses receivers that only we can reach: a webhook must not make the gateway call its own network. The address is
 * given back because it is the one to connect to; who resolves the name again may get another.
 */
export class ReceiverCheck {
  constructor(
    private readonly resolve: ResolveHost,
    private readonly allowPrivate: boolean,
  ) {}

  async check(text: string): Promise<CheckedReceiver> {
    const url = readReceiverUrl(text, this.allowPrivate);
    if (!(url instanceof URL)) return { ok: false, refusal: url };
    const addresses = await this.addressesOf(url.hostname);
    const [address] = addresses;
    const allowed = this.allowPrivate || addresses.every(isPublicAddress);
    return address !== undefined && allowed
      ? { ok: true, url, address }
      : { ok: false, refusal: ADDRESS_REFUSED };
  }

  private async addressesOf(hostname: string): Promise<readonly string[]> {
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    return isIP(host) > 0 ? [host] : this.resolve(host);
  }
}
