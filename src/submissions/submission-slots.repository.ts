import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { hasEnded } from './worker-identity.js';

/** The places of the attempts that may be under way at once. */
@Injectable()
export class SubmissionSlotsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Frees the places of processes of this machine that have ended: their connections ended with them, so there is no
   * need to wait for their leases. Their orders do wait.
   */
  async freeThoseOfEndedWorkers(): Promise<void> {
    const holders = await this.prisma.$queryRaw<{ worker: string }[]>`
      SELECT DISTINCT worker FROM submission_slots JOIN attempts USING (order_id, fence)`;
    const ended = holders.map(({ worker }) => worker).filter(hasEnded);
    if (ended.length === 0) return;
    await this.prisma.$executeRaw`
      UPDATE submission_slots AS slot SET order_id = NULL, fence = NULL, until = NULL
      FROM attempts WHERE attempts.order_id = slot.order_id AND attempts.fence = slot.fence
        AND attempts.worker = ANY(${ended})`;
  }
}
