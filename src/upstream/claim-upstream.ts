import { Injectable } from '@nestjs/common';
import { ConfigError } from '../config/config.js';
import { type Claim, judgeChange } from './judge-change.js';
import { Upstream } from './upstream.js';
import { UpstreamRepository } from './upstream.repository.js';

/**
 * Makes sure, before anything listens or is sent, that the database's orders are those of this process's Sectigo: the
 * report of another knows nothing of them, so they would be taken for never bought.
 */
@Injectable()
export class ClaimUpstream {
  constructor(
    private readonly upstream: Upstream,
    private readonly repository: UpstreamRepository,
  ) {}

  /** Whether they were those of another until now. Throws `ConfigError` when they still are. */
  async execute(claim: Claim): Promise<boolean> {
    const wanted = this.upstream.identity;
    for (;;) {
      const known = await this.repository.findOrAdd(wanted);
      const isUntouched = await this.repository.isUntouched();
      const verdict = judgeChange(known, wanted, { ...claim, isUntouched });
      switch (verdict.kind) {
        case 'same':
          return false;
        case 'refused':
          throw new ConfigError([verdict.words]);
        case 'change':
          if (await this.repository.change(known, wanted)) return true;
      }
    }
  }
}
