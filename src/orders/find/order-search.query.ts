import { Prisma } from '../../platform/prisma/generated/client.js';

const TEXT = Prisma.sql`order_search_text(organization_name, reference, sectigo_order_number)`;

/** What pg_trgm can look up in a database of any locale. */
const HAS_TRIGRAM = /[a-z0-9]{3}/i;

/**
 * The SQL condition that `q` is part of an order's searched text, regardless of case. If there is no
 * trigram to look up, the index of single characters and pairs serves. Both are exact for one or two characters;
 * `coalesce` keeps the planner from counting them as two filters, and lets it try the cheaper one first.
 */
export function searchCondition(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const contains = Prisma.sql`${TEXT} LIKE lower(${pattern}::text)`;
  if (HAS_TRIGRAM.test(q)) return contains;
  const grams = shortGrams(q).map((gram) => Prisma.sql`lower(${gram}::text)`);
  return Prisma.sql`coalesce(${contains}, FALSE) AND short_grams(${TEXT}) @> ARRAY[${Prisma.join(grams)}]`;
}

/** A single character or all pairs of neighbours, as `short_grams()` in the database counts them. */
function shortGrams(q: string): string[] {
  const characters = [...q];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
