/** How often and for how long one attempt to revoke may take. */
export class RevocationSettings {
  constructor(
    /** The first pause; it doubles with each attempt up to five minutes. */
    readonly backoffMs: number,
    readonly leaseMs: number,
  ) {}
}
