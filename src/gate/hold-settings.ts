/** What the configuration says about our account at Sectigo. */
export class HoldSettings {
  constructor(
    /** How often a held order tests whether the account works again; 0 = never. */
    readonly probeMs: number,
    /** The pause of an order's first retry. */
    readonly backoffMs: number,
    /** Should a process be killed while it tries a login, so long nobody else does. */
    readonly leaseMs: number,
  ) {}
}
