/** What reading a kept text again comes to. */
export interface RereadText {
  /** The id of an order, or of a push. */
  readonly id: string;
  /** When the text came. */
  readonly at: Date;
  readonly from: string;
  /** Null: it stays what it is. */
  readonly to: string | null;
  /** Why, in words. */
  readonly detail: string;
}

/** What is asked for: texts that came since then, and whether what they say is done or only told. */
export interface RereadRequest {
  readonly since: Date;
  readonly apply: boolean;
}
