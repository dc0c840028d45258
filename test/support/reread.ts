import { cli } from './cli.js';

/** Before anything that a test keeps. */
export const REREAD_SINCE = '2026-01-01T00:00:00Z';

export interface RereadResult {
  readonly id: string;
  readonly to: string | null;
  readonly detail: string;
}
export interface Reread {
  readonly applied: boolean;
  readonly texts: readonly RereadResult[];
}

/** What `sectigo-gateway reread` says of a database. */
export async function rereadIn(
  databaseUrl: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<Reread> {
  const all = ['reread', '--since', REREAD_SINCE, '--json', ...args];
  const { code, out, err } = await cli(all, { DATABASE_URL: databaseUrl, ...settings });
  if (code !== 0) throw new Error(`reread ended with ${code}: ${err}`);
  return JSON.parse(out) as Reread;
}

export function resultOf({ texts }: Reread, id: string): RereadResult | undefined {
  return texts.find((text) => text.id === id);
}
