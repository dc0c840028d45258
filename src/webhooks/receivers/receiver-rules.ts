import { endsInSuffix, parseHostSuffix } from '../../shared/host-suffix.js';
import {
  destinationOf,
  isNetwork,
  isPrivateAddress,
  isPublicAddress,
  NetworkList,
  parseAddress,
} from '../../shared/ip-address.js';

/** For whom an address may be called: for `listed` ones also without TLS. */
export type Reach = 'listed' | 'public' | 'refused';

/**
 * Here clouds hand out their secrets to whoever asks from inside: never a receiver, whatever is allowed. Link-local
 * addresses as a whole; Amazon, Google, Scaleway, Akamai, Alibaba, Oracle and Azure have others besides. Behind a
 * translator of the network's own (RFC 8215) may be any of them.
 */
const METADATA = new NetworkList([
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::/32',
  'fd20:ce::/32',
  'fd00:42::42',
  'fd00:a9fe:a9fe::/48',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '64:ff9b:1::/48',
]);

export interface ReceiverSettings {
  /** For local use only: receivers may have any address. */
  readonly webhookAllowPrivate: boolean;
  /** Addresses, networks and suffixes of host names, besides all that is public. */
  readonly webhookAllowedNetworks: readonly string[];
}

/** Which addresses receivers may have. */
export class ReceiverRules {
  private readonly all: boolean;
  private readonly networks: NetworkList;
  private readonly hosts: readonly string[];

  constructor({ webhookAllowPrivate, webhookAllowedNetworks: entries }: ReceiverSettings) {
    this.all = webhookAllowPrivate;
    this.networks = new NetworkList(entries.filter(isNetwork));
    this.hosts = entries.map(parseHostSuffix).filter((suffix) => suffix !== null);
  }

  /** `host` as a URL has it, and one address that it leads to. */
  reach(host: string, text: string): Reach {
    const address = parseAddress(text);
    if (address === null) return 'refused';
    const target = destinationOf(address);
    if (METADATA.has(address) || METADATA.has(target)) return 'refused';
    if (this.all || this.networks.has(address) || this.networks.has(target)) return 'listed';
    const isPublic = isPublicAddress(text);
    // a name does not open this machine itself: only who lists its addresses does
    if ((isPublic || isPrivateAddress(target)) && this.lists(host)) return 'listed';
    return isPublic ? 'public' : 'refused';
  }

  private lists(host: string): boolean {
    return this.hosts.some((suffix) => endsInSuffix(host, suffix));
  }
}
