/** What the configuration says about reading the status of orders at Sectigo. */
export class PollingSettings {
  constructor(
    /** Over all workers. */
    readonly perMinute: number,
  ) {}
}
