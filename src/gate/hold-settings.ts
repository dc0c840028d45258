/** What the configuration says about orders that are held because Sectigo refuses our account. */
export class HoldSettings {
  constructor(
    /** How often one of them tests whether the account works again; 0 = never. */
    readonly probeMs: number,
  ) {}
}
