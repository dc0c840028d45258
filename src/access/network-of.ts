import { parseAddress } from '../shared/ip-address.js';

/** An address as it is usually written: an IPv4 address that came through a socket for both kinds is one. */
export function plainAddress(address: string): string {
  return parseAddress(address)?.toString() ?? address;
}

/** What one caller has of the internet: an IPv4 address, or the /64 of an IPv6 address, in which it can take any. */
export function networkOf(address: string): string {
  const parsed = parseAddress(address);
  if (parsed === null) return address;
  if (!('parts' in parsed)) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
