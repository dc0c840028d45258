import { Module } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { AuditChainQuery } from './audit/audit-chain.query.js';
import { AuditEntriesQuery } from './audit/audit-entries.query.js';
import { AuditController } from './audit/audit.controller.js';
import { VerifyAudit } from './audit/verify-audit.js';
import { BalanceController } from './balance/balance.controller.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { CurrentBalance } from './balance/current-balance.js';
import { CountsRepository } from './counts/counts.repository.js';
import { KeptTextsQuery } from './kept-texts/kept-texts.query.js';
import { OpsKeptTextsController } from './kept-texts/ops-kept-texts.controller.js';
import { CertificateStateQuery } from './metrics/certificate-state.query.js';
import { GatewayStateQuery } from './metrics/gateway-state.query.js';
import { SpendController } from './spend/spend.controller.js';
import { SpendQuery } from './spend/spend.query.js';
import { ActivityQuery } from './summary/activity.query.js';
import { SummaryController } from './summary/summary.controller.js';
import { Summary } from './summary/summary.js';
import { SummaryQuery } from './summary/summary.query.js';

/** What an API process tells operators. */
@Module({
  imports: [GateModule],
  controllers: [
    SummaryController,
    SpendController,
    BalanceController,
    AuditController,
    OpsKeptTextsController,
  ],
  providers: [
    BalanceRepository,
    CurrentBalance,
    // a separate cache: an answer that the summary has already cached may be too old for the metrics
    GatewayStateQuery,
    CertificateStateQuery,
    CountsRepository,
    SummaryQuery,
    SpendQuery,
    ActivityQuery,
    Summary,
    AuditEntriesQuery,
    AuditChainQuery,
    VerifyAudit,
    KeptTextsQuery,
  ],
})
export class MonitoringApiModule {}
