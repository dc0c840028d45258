import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'prisma/config';

const url = process.env['DATABASE_URL'];

/** Prisma's own download of its native engine, when the network allowed it. */
function hasNativeSchemaEngine(): boolean {
  const folder = path.join(import.meta.dirname, 'node_modules/@prisma/engines');
  return readdirSync(folder).some((name) => name.startsWith('schema-engine-'));
}

if (!hasNativeSchemaEngine()) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= path.join(
    import.meta.dirname,
    'tools/prisma-wasm-engine.mjs',
  );
}
process.env['CHECKPOINT_DISABLE'] ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url !== undefined && { datasource: { url } }),
});
