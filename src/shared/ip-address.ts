import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** An address, or null for what is none. `::ffff:10.0.0.1` is only another way to write 10.0.0.1. */
export function parseAddress(text: string): IpAddress | null {
  const family = isIP(text);
  // the library also takes octal, hexadecimal and short notations for an address
  if (family === 0) return null;
  return ipaddr.process(family === 4 ? text : inHexadecimal(text));
}

/** Without the zone; and the library takes ::10.0.0.1 for ::ffff:10.0.0.1. */
function inHexadecimal(text: string): string {
  const { hostname } = new URL(`http://[${text.replace(/%.*$/, '')}]`);
  return hostname.slice(1, -1);
}

/** Whether it can be reached over the Internet (IANA special-purpose registries). */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && ROUTED.has(address) && destinationOf(address).range() === 'unicast';
}

/** Whether it is one that a network gives to its own hosts (RFC 1918, 6598 and 4193). */
export function isPrivateAddress(address: IpAddress): boolean {
  const range = address.range();
  return range === 'private' || range === 'carrierGradeNat' || range === 'uniqueLocal';
}

/** Addresses and networks such as 10.0.0.0/8. */
export class NetworkList {
  private readonly networks: readonly Network[];

  /** Throws for an entry that is neither. */
  constructor(entries: readonly string[]) {
    this.networks = entries.map((entry) => {
      const network = parseNetwork(entry);
      if (network === null) throw new Error(`not a network: ${entry}`);
      return network;
    });
  }

  has(address: IpAddress): boolean {
    return this.networks.some(([network, bits]) => {
      return network.kind() === address.kind() && address.match(network, bits);
    });
  }
}

export function isNetwork(entry: string): boolean {
  return parseNetwork(entry) !== null;
}

type Network = readonly [address: IpAddress, bits: number];

const MAPPED_BITS = 96;

function parseNetwork(text: string): Network | null {
  const [, written = '', bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(written);
  const address = parseAddress(written);
  const longest = family === 6 ? 128 : 32;
  const length = bits === undefined ? longest : Number(bits);
  if (address === null || length > longest) return null;
  const isMapped = family === 6 && address.kind() === 'ipv4';
  if (!isMapped) return [address, length];
  return length < MAPPED_BITS ? null : [address, length - MAPPED_BITS];
}

/** What translators and tunnels take for the address of an IPv4 host, and the byte at which that begins. */
const CARRIERS = [
  // IPv4-compatible (RFC 4291)
  { networks: new NetworkList(['::/96']), at: 12 },
  // IPv4-translated (RFC 2765)
  { networks: new NetworkList(['::ffff:0:0:0/96']), at: 12 },
  // NAT64 (RFC 6052)
  { networks: new NetworkList(['64:ff9b::/96']), at: 12 },
  // 6to4 (RFC 3056)
  { networks: new NetworkList(['2002::/16']), at: 2 },
];
/** In these are all addresses that the Internet knows, and others. */
const ROUTED = new NetworkList(['0.0.0.0/0', '2000::/3', '64:ff9b::/96']);
const NO_CARRIER = new NetworkList(['::', '::1']);

/** Where a connection to the address ends: an IPv6 address that carries an IPv4 address leads to that. */
export function destinationOf(address: IpAddress): IpAddress {
  const carrier = CARRIERS.find(({ networks }) => networks.has(address));
  if (carrier === undefined || NO_CARRIER.has(address)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(carrier.at, carrier.at + 4));
}
