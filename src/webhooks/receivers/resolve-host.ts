import { lookup, Resolver } from 'node:dns/promises';

/** Every address of a host; none when there are none or nobody answers. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

const ANSWER_WITHIN = { timeout: 2_000, tries: 2 };

/**
 * Asks name servers. Not the system's `lookup`: it occupies one of four threads for as long as a slow name server
 * likes, and the connection to Sectigo needs such a thread too.
 */
export function resolvePublicHost(host: string): Promise<readonly string[]> {
  const resolver = new Resolver(ANSWER_WITHIN);
  return bothFamilies(resolver.resolve4(host), resolver.resolve6(host));
}

/** As the system does, with its hosts file: for local use. */
export async function resolveLocalHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

async function bothFamilies(...queries: readonly Promise<string[]>[]): Promise<readonly string[]> {
  const answers = await Promise.allSettled(queries);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
