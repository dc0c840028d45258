import { changeToken, isOnThisMachine, isSame, type UpstreamIdentity } from './upstream.js';

export type Verdict =
  | { readonly kind: 'same' }
  /** The database belongs to the new one from now on. */
  | { readonly kind: 'change' }
  | { readonly kind: 'refused'; readonly words: string };

/** What the starting process knows. */
export interface Claim {
  /** What an operator repeated of an earlier refusal. */
  readonly confirmed: string | undefined;
  /** The database was started with the process, for trying things out: no other one works on it. */
  readonly ownsDatabase: boolean;
}

interface Circumstances extends Claim {
  /** Not one attempt ever came further than connecting. */
  readonly isUntouched: boolean;
}

/** Whether a process that places orders with `wanted` may work on a database whose orders were placed with `known`. */
export function judgeChange(
  known: UpstreamIdentity,
  wanted: UpstreamIdentity,
  { confirmed, ownsDatabase, isUntouched }: Circumstances,
): Verdict {
  if (isSame(known, wanted)) return { kind: 'same' };
  if (ownsDatabase && isOnThisMachine(known) && isOnThisMachine(wanted)) return { kind: 'change' };
  if (known.kind === 'simulator' || wanted.kind === 'simulator') return refuseMixing(known);
  const isMistyped = isUntouched && known.loginDigest === wanted.loginDigest && !isOnThisMachine(known);
  const token = changeToken(known, wanted);
  if (isMistyped || confirmed === token) return { kind: 'change' };
  return { kind: 'refused', words: otherAccount(known, wanted, token) };
}

function refuseMixing(known: UpstreamIdentity): Verdict {
  const words =
    known.kind === 'simulator'
      ? 'The orders of this database were placed with the simulator: a real account needs another DATABASE_URL or DATA_DIR'
      : 'The orders of this database were placed with a real account: SECTIGO_URL and its login are needed, the simulator does not do';
  return { kind: 'refused', words };
}

function otherAccount(known: UpstreamIdentity, wanted: UpstreamIdentity, token: string): string {
  const differing = [
    ...(known.address === wanted.address ? [] : ['SECTIGO_URL']),
    ...(known.loginDigest === wanted.loginDigest ? [] : ['SECTIGO_LOGIN_NAME']),
  ].join(' and ');
  return (
    `The orders of this database were placed with another account: ${differing} differs. If the account is the same ` +
    `under another address or name, SECTIGO_SAME_ACCOUNT=${token} says so`
  );
}
