import { Injectable } from '@nestjs/common';
import { AuditChainQuery, type AuditLink } from './audit-chain.query.js';

export interface Verification {
  readonly entries: number;
  readonly firstBroken: bigint | null;
  readonly head: AuditLink | null;
  /** Whether the head that was noted is still there; null: none was given. */
  readonly headFound: boolean | null;
}

/** One statement per batch, so others need not wait long, and memory does not grow with the trail. */
const BATCH = 10_000;

/** Reads the whole chain. Entries that are added meanwhile are read as well. */
@Injectable()
export class VerifyAudit {
  constructor(private readonly chain: AuditChainQuery) {}

  async execute(notedHead: string | null): Promise<Verification> {
    let entries = 0;
    let firstBroken: bigint | null = null;
    let headFound = false;
    let head: AuditLink | null = null;
    for (let read = BATCH; read === BATCH;) {
      const checked = await this.chain.check(head, BATCH, notedHead);
      read = checked.entries;
      entries += read;
      firstBroken ??= checked.firstBroken;
      headFound ||= checked.hasHash;
      head = checked.last ?? head;
    }
    return { entries, firstBroken, head, headFound: notedHead === null ? null : headFound };
  }
}
