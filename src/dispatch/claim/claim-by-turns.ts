import { Injectable } from '@nestjs/common';
import { GroupCommit } from '../../platform/prisma/group-commit.js';
import { AttemptRepository, type ClaimAnswer } from '../attempt.repository.js';
import { WORKER } from '../worker-identity.js';
import { type Turn } from './claim-several.query.js';

/** `again`: others got what there was at first sight, and there may be more; or the worker stops. */
export type TurnAnswer = ClaimAnswer | { readonly kind: 'again' };

interface Asked {
  readonly login: string | null;
  readonly stopping: AbortSignal;
}

/** This process's claims of the next order: concurrent claims share a statement. */
@Injectable()
export class ClaimByTurns {
  /** Each process takes clients in turn independently: that is fair enough, and needs no lock. */
  private lastClientId = '';
  private readonly groups = new GroupCommit<Asked, TurnAnswer>({
    run: (asked) => this.claim(asked),
    laneOf: ({ login }) => login ?? '',
    keysOf: () => [],
    // each goes on with the turns where the one before has ended
    atOnce: 1,
  });

  constructor(private readonly attempts: AttemptRepository) {}

  /** `login`: the fingerprint of the credentials; null when they cannot be read. */
  next(login: string | null, stopping: AbortSignal): Promise<TurnAnswer> {
    return this.groups.add({ login, stopping });
  }

  /** A job that stops while it waits gets no order. */
  private async claim(asked: readonly Asked[]): Promise<TurnAnswer[]> {
    const going = new Set(asked.filter(({ stopping }) => !stopping.aborted));
    const login = asked[0]?.login ?? null;
    const answers = going.size > 0 ? await this.claimFor(going.size, login) : [];
    const next = answers.values();
    return asked.map((one) => (going.has(one) ? next.next().value : undefined) ?? { kind: 'again' });
  }

  private async claimFor(count: number, login: string | null): Promise<TurnAnswer[]> {
    const turn = { afterClientId: this.lastClientId, worker: WORKER, login };
    const claims = count > 1 ? await this.attempts.claimSeveral(count, turn) : [];
    const answers =
      claims.length > 0
        ? [...claims.map((claim) => ({ kind: 'claimed', claim }) as const), { kind: 'again' } as const]
        : await this.claimOne(turn, count);
    for (const answer of answers) {
      if (answer.kind === 'claimed') this.lastClientId = answer.claim.clientId;
    }
    return Array.from({ length: count }, (_, at) => answers[at] ?? answers.at(-1)!);
  }

  /** For what only one attempt at a time may do, and for what there is to wait for. */
  private async claimOne(turn: Turn, count: number): Promise<ClaimAnswer[]> {
    const first = await this.attempts.claim(turn);
    if (first.kind !== 'claimed' || count === 1) return [first];
    // the first has its order, even if the question for the others fails
    const others = await this.attempts.refusalOf(turn).catch(() => ({ kind: 'busy', waitMs: 0 }) as const);
    return [first, others];
  }
}
