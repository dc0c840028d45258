import { LruMap } from 'toad-cache';
import { type Clock } from '../shared/clock.js';
import { hashSecret, isSameSecret } from './api-key.js';
import { FailedLogins } from './failed-logins.js';
import { networkOf } from './network-of.js';

const CAPACITY = 1_000;

/**
 * A door that one secret of the configuration opens. Who has the secret gets in, however many others fail at the same
 * address. A secret that is short enough to be guessed is another matter: from a network where it was never right, no
 * more guesses are looked at than failures are allowed.
 */
export class SecretDoor {
  private readonly hash: string;
  private readonly failedLogins: FailedLogins;
  private readonly known = new LruMap<true>(CAPACITY);

  constructor(
    secret: string,
    private readonly guessable: boolean,
    clock: Clock,
  ) {
    this.hash = hashSecret(secret);
    this.failedLogins = new FailedLogins(clock);
  }

  /** Throws `authentication-throttled` instead of saying no to an address that fails too often. */
  opens(given: string, address: string): boolean {
    const network = networkOf(address);
    if (this.guessable && this.known.get(network) === undefined) this.failedLogins.throttle(address);
    if (isSameSecret(given, this.hash)) {
      this.known.set(network, true);
      return true;
    }
    this.failedLogins.failed(address);
    return false;
  }
}
