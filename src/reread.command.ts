import { parseArgs } from 'node:util';
import { type Author } from './audit/append-audit.query.js';
import { RereadPushes } from './certificates/reread/reread-pushes.js';
import { UnreadPushesRepository } from './certificates/reread/unread-pushes.repository.js';
import { type Config } from './config/config.js';
import { KeptRepliesRepository } from './dispatch/reread/kept-replies.repository.js';
import { RereadOrders } from './dispatch/reread/reread-orders.js';
import { OrderChangeRepository } from './orders/resolve/order-change.repository.js';
import { MIGRATIONS_PATH } from './platform/prisma/migration-files.js';
import { prepareDatabase } from './platform/prisma/prepare-database.js';
import { withPrisma } from './platform/prisma/with-prisma.js';
import { readSectigoTables } from './sectigo-connection.js';
import { SystemClock } from './shared/clock.js';
import { type RereadRequest, type RereadText } from './shared/reread-text.js';

const USAGE = 'usage: sectigo-gateway reread --since 2026-11-01T00:00:00Z [--yes] [--json]';
const BY: Author = { role: 'system', credential: 'reread', address: null, requestId: null };

/** Reads kept texts again with the current parsers and tables; applies the result only with `--yes`. Sends nothing to Sectigo. */
export async function runReread(
  args: readonly string[],
  config: Config,
  say: (text: string) => void,
): Promise<void> {
  const { json, ...request } = requestIn(args);
  const texts = await reread(config, request);
  say(json ? `${JSON.stringify({ applied: request.apply, texts }, null, 2)}\n` : inWords(texts, request));
}

function requestIn(args: readonly string[]): RereadRequest & { readonly json: boolean } {
  const options = {
    since: { type: 'string' },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  const { since = '', yes, json } = parseArgs({ args: [...args], options }).values;
  const time = /^\d{4}-\d{2}-\d{2}/.test(since) ? Date.parse(since) : NaN;
  if (Number.isNaN(time)) throw new Error(USAGE);
  return { since: new Date(time), apply: yes, json };
}

async function reread(config: Config, request: RereadRequest): Promise<RereadText[]> {
  const { databaseUrl } = config;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed: it names the database');
  const { parameterNames: names, errorCatalogue: catalogue } = readSectigoTables(config);
  await prepareDatabase({ databaseUrl, migrateOnStart: false }, MIGRATIONS_PATH, (line) => {
    process.stderr.write(`${line}\n`);
  });
  return withPrisma(databaseUrl, async (prisma) => {
    const orders = new RereadOrders(
      new KeptRepliesRepository(prisma),
      new OrderChangeRepository(prisma),
      { names, catalogue },
      config,
      new SystemClock(),
    );
    const pushes = new RereadPushes(new UnreadPushesRepository(prisma));
    return [...(await orders.execute(request, BY)), ...(await pushes.execute(request, BY))];
  });
}

function inWords(texts: readonly RereadText[], { since, apply }: RereadRequest): string {
  const changes = texts.filter(({ to }) => to !== null).length;
  const rows = texts.map(({ id, at, from, to, detail }) => [
    id,
    at.toISOString(),
    from,
    to ?? 'stays',
    detail,
  ]);
  const counted = `${texts.length} texts since ${since.toISOString()}; ${changes} ${apply ? 'changed' : 'would change'}`;
  const hint = apply || changes === 0 ? '' : ': repeat it with --yes to do so';
  return [...tableOf([['text', 'came', 'was', 'becomes', 'detail'], ...rows]), `${counted}${hint}`, ''].join(
    '\n',
  );
}

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
