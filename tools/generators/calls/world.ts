/** What the calls of every generated client are given, beside the client itself. */
export interface World {
  readonly url: string;
  readonly key: string;
  /** Has the simulator issue the certificate of an order, and waits until the gateway has it. */
  issue(orderNumber: string | undefined): Promise<void>;
  /** Does something while nothing is sent, so that orders stay queued. */
  paused<T>(act: () => Promise<T>): Promise<T>;
}

export const newKey = (): string => crypto.randomUUID();

/** An order of its own: the same certificate within 24 hours would be a duplicate. */
export const anOrder = (email = 'john.doe@example.com') => ({
  certificateType: 'organization' as const,
  provisioning: { method: 'deferred' as const },
  organization: {
    name: `Company ${newKey().slice(0, 8)}`,
    address: {
      line1: 'Elm Street 12',
      city: 'Los Angeles',
      stateOrProvince: 'CA',
      postalCode: '90002',
      country: 'US',
    },
  },
  applicant: { jobTitle: 'Mr', firstName: 'John', lastName: 'Doe', email },
});

export function check(holds: boolean, what: string, seen: unknown): asserts holds {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(seen)}`);
  console.log(`  ${what}`);
}
