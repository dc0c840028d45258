import { parseHostSuffix } from '../shared/host-suffix.js';
import { isNetwork } from '../shared/ip-address.js';

interface Kind {
  readonly isEntry: (entry: string) => boolean;
  readonly words: string;
}

export const NETWORKS: Kind = {
  isEntry: isNetwork,
  words: 'addresses or networks such as 10.0.0.0/8',
};
export const NETWORKS_AND_HOSTS: Kind = {
  isEntry: (entry) => isNetwork(entry) || parseHostSuffix(entry) !== null,
  words: 'addresses, networks such as 10.0.0.0/8 or suffixes of host names such as svc.cluster.local',
};

/** What a variable lists with commas between. */
export function readList(
  name: string,
  text: string | undefined,
  { isEntry, words }: Kind,
  faults: string[],
): string[] {
  const entries = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (!entries.every(isEntry)) faults.push(`${name} must be ${words}, with commas between them`);
  return entries;
}
