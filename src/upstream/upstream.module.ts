import { Global, Module } from '@nestjs/common';
import { ClaimUpstream } from './claim-upstream.js';
import { Upstream } from './upstream.js';
import { UpstreamRepository } from './upstream.repository.js';

/** Which Sectigo it is, for everybody who has to say so. */
@Global()
@Module({ providers: [Upstream, UpstreamRepository, ClaimUpstream], exports: [Upstream] })
export class UpstreamModule {}
