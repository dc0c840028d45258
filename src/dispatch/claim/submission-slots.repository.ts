import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { FREED_SLOT } from './claim.query.js';
import { hasEnded } from '../worker-identity.js';

/** The places of the attempts that may be under way at once. */
@Injectable()
export class SubmissionSlotsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Frees the places of processes of this machine that have ended, that of a trial as well: their connections ended
   * with them, so there is no need to wait for their leases. Their orders do wait.
   */
  async freeThoseOfEndedWorkers(): Promise<void> {
    const holders = await this.prisma.$queryRaw<{ worker: string }[]>`
      SELECT DISTINCT worker FROM submission_slots JOIN attempts USING (order_id, fence)`;
    const ended = holders.map(({ worker }) => worker).filter(hasEnded);
    if (ended.length === 0) return;
    await this.prisma.$executeRaw`
      WITH ended AS MATERIALIZED (
        SELECT order_id, fence FROM submission_slots JOIN attempts USING (order_id, fence) WHERE worker = ANY(${ended})
      ), freed AS (
        UPDATE ${FREED_SLOT}
        FROM ended WHERE slot.order_id = ended.order_id AND slot.fence = ended.fence
        RETURNING ended.order_id, ended.fence
      )
      UPDATE submission_gate SET trial_until = NULL
      FROM freed WHERE trial_order_id = freed.order_id AND trial_fence = freed.fence`;
  }
}
