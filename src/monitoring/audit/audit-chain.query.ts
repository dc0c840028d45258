import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

/** An entry that others are linked to; hashes in hexadecimal. */
export interface AuditLink {
  readonly seq: bigint;
  readonly hash: string;
}

export interface CheckedLinks {
  readonly entries: number;
  /** The first entry that was changed or does not match the one before. */
  readonly firstBroken: bigint | null;
  readonly last: AuditLink | null;
  /** Whether the hash that was asked for is the hash of one of them. */
  readonly hasHash: boolean;
}

type CheckedRow = Omit<CheckedLinks, 'last'> & { readonly seq: bigint | null; readonly hash: string | null };

const BEFORE_ALL = -(2n ** 63n);
/** What the first entry is linked to. */
const BEGINNING: AuditLink = { seq: 0n, hash: '00'.repeat(32) };

@Injectable()
export class AuditChainQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Checks the next entries after this one (or from the beginning): each hash is recomputed, each link and number compared. */
  async check(after: AuditLink | null, limit: number, hash: string | null): Promise<CheckedLinks> {
    const previous = after ?? BEGINNING;
    const [row] = await this.prisma.$queryRaw<CheckedRow[]>`
      WITH linked AS (
        SELECT seq, hash, hash = audit_hash(entry) AND seq = lag(seq, 1, ${previous.seq}::bigint) OVER chain + 1
               AND previous_hash = lag(hash, 1, decode(${previous.hash}, 'hex')) OVER chain AS holds
        FROM (SELECT * FROM audit_entries WHERE seq > ${after?.seq ?? BEFORE_ALL} ORDER BY seq LIMIT ${limit}) AS entry
        WINDOW chain AS (ORDER BY seq)
      )
      SELECT count(*)::int AS entries, min(seq) FILTER (WHERE NOT holds) AS "firstBroken", max(seq) AS seq,
             (SELECT encode(hash, 'hex') FROM linked ORDER BY seq DESC LIMIT 1) AS hash,
             coalesce(bool_or(hash = decode(${hash}, 'hex')), false) AS "hasHash"
      FROM linked`;
    if (!row) throw new Error('an aggregate without a row');
    const { seq, hash: lastHash, ...checked } = row;
    return { ...checked, last: seq === null || lastHash === null ? null : { seq, hash: lastHash } };
  }
}
