import { type DynamicModule, Module } from '@nestjs/common';
import { ClientsController } from './clients.controller.js';
import { Clients } from './clients.js';
import { ClientsRepository } from './clients.repository.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { AuditChainQuery } from './audit/audit-chain.query.js';
import { AuditEntriesQuery } from './audit/audit-entries.query.js';
import { AuditController } from './audit/audit.controller.js';
import { ListAudit } from './audit/list-audit.js';
import { VerifyAudit } from './audit/verify-audit.js';
import { BalanceController } from './balance/balance.controller.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { CurrentBalance } from './balance/current-balance.js';
import { BALANCE_ALERT_BELOW } from './balance/low-balance.js';
import { ActivityQuery } from './monitoring/activity.query.js';
import { CertificateStateQuery } from './monitoring/certificate-state.query.js';
import { GatewayStateQuery } from './monitoring/gateway-state.query.js';
import { SummaryController } from './monitoring/summary.controller.js';
import { Summary } from './monitoring/summary.js';
import { SummaryQuery } from './monitoring/summary.query.js';
import { SubmissionsController } from './submissions.controller.js';

@Module({
  imports: [OutboxModule],
  controllers: [
    ClientsController,
    SubmissionsController,
    SummaryController,
    BalanceController,
    AuditController,
  ],
  providers: [
    Clients,
    ClientsRepository,
    CertificateStateQuery,
    BalanceRepository,
    CurrentBalance,
    GatewayStateQuery,
    SummaryQuery,
    ActivityQuery,
    Summary,
    AuditEntriesQuery,
    AuditChainQuery,
    ListAudit,
    VerifyAudit,
  ],
})
export class OperationsModule {
  static forRoot({ balanceAlertBelow }: { readonly balanceAlertBelow?: string }): DynamicModule {
    return {
      module: OperationsModule,
      providers: [{ provide: BALANCE_ALERT_BELOW, useValue: balanceAlertBelow ?? null }],
    };
  }
}
