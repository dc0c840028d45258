import { isIP } from 'node:net';
import { type ErrorCode } from '../../shared/error-code.js';
import { isPublicAddress } from '../../shared/ip-address.js';

export interface CommonNameRefusal {
  readonly code: ErrorCode;
  readonly detail: string;
}

/**
 * A domain name, with or without its last dot, also in Unicode and with underscores. Its last label is in ASCII letters
 * or in Punycode: what else has a dot in it may well be a firm (Яндекс.Маркет), and Sectigo will tell.
 */
const DOMAIN_NAME =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})\.?$/iu;

/** Why this name cannot stand for an organization or a person. Each refusal has the code of Sectigo's own. */
export function commonNameRefusal(commonName: string): CommonNameRefusal | undefined {
  const name = commonName.trim();
  if (name.includes('*')) return refuse('csr-wildcard-not-allowed', 'the common name has a wildcard');
  const address = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) > 0) {
    return isPublicAddress(address)
      ? refuse('csr-common-name-public-ip', 'the common name is a public IP address')
      : refuse('csr-common-name-ip', 'the common name is an IP address');
  }
  return DOMAIN_NAME.test(name)
    ? refuse('csr-common-name-fqdn', 'the common name is a domain name')
    : undefined;
}

function refuse(code: ErrorCode, detail: string): CommonNameRefusal {
  return { code, detail };
}
