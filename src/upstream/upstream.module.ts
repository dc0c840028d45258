import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type SectigoAccount } from '../config/config.js';
import { ClaimUpstream } from './claim-upstream.js';
import { Upstream } from './upstream.js';
import { UpstreamRepository } from './upstream.repository.js';

/** Which Sectigo it is, for everybody who has to say so. */
@Global()
@Module({})
export class UpstreamModule {
  static forRoot(account: SectigoAccount): DynamicModule {
    return {
      module: UpstreamModule,
      providers: [{ provide: Upstream, useValue: new Upstream(account) }, UpstreamRepository, ClaimUpstream],
      exports: [Upstream],
    };
  }
}
