#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which the CLI would otherwise download: the same Rust source, built as
 * WebAssembly (@prisma/schema-engine-wasm), behind the native engine's command line and JSON-RPC over stdio.
 * prisma.config.ts points PRISMA_SCHEMA_ENGINE_BINARY here, so that `npx prisma …` needs no network.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';

const argv = process.argv.slice(2);
const option = (name) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const datasource = JSON.parse(option('--datasource') ?? '{}');

const OID_CHAR = 18;
const OID_TEXT = 25;
/** int2vector, oidvector, regclass, regtype, pg_node_tree: catalogue types that read well as text. */
const OIDS_READ_AS_TEXT = [22, 30, 2205, 2206, 194];

/** The adapter knows no mapping for the catalogue's own types (prisma/orm#27403), and the engine insists on Character for "char". */
function mapCatalogueTypes(connection) {
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  let charColumns = [];
  connection.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = [];
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID === OID_CHAR) charColumns.push(index);
      if (field.dataTypeID === OID_CHAR || OIDS_READ_AS_TEXT.includes(field.dataTypeID))
        field.dataTypeID = OID_TEXT;
    });
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return connection;
}

/** The adapter would split a migration at each semicolon, those in functions included; the native engine sends it whole. */
function sendScriptsWhole(connection) {
  connection.executeScript = async (script) => {
    await connection.client.query(script).catch((error) => connection.onError(error));
  };
  return connection;
}

/** One connection per adapter: the engine's advisory lock belongs to a session. */
function adapterFor(url) {
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  return new PrismaPg({ connectionString: url, max: 1 }, { schema });
}

const connect = async (url) => sendScriptsWhole(mapCatalogueTypes(await adapterFor(url).connect()));

/** PrismaPg.connectToShadowDb() given a connection string connects to the MAIN database, so the shadow database is made here. */
async function connectToShadowDatabase() {
  if (datasource.shadowDatabaseUrl) return connect(datasource.shadowDatabaseUrl);
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const admin = await adapterFor(datasource.url).connect();
  await admin.executeScript(`CREATE DATABASE "${name}"`);
  const url = new URL(datasource.url);
  url.pathname = `/${name}`;
  const shadow = await connect(url.href);
  const end = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await end();
    await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.dispose();
  };
  return shadow;
}

/** Without a URL (as in `migrate diff --from-empty`) there is nothing to connect to, but the engine still wants a factory. */
function adapterFactory() {
  const { provider, adapterName } = adapterFor(datasource.url ?? 'postgresql://localhost/none');
  return {
    provider,
    adapterName,
    connect: () => connect(datasource.url),
    connectToShadowDb: connectToShadowDatabase,
  };
}

async function loadEngine() {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const module = await WebAssembly.compile(fs.readFileSync(file));
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': wasm });
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = option('--datamodels')
    ?.split(',')
    .map((path) => [path, fs.readFileSync(path, 'utf8')]);
  const forwardLog = (line) => process.stderr.write(`${line}\n`);
  return wasm.SchemaEngine.new(
    { datamodels },
    forwardLog,
    bindMigrationAwareSqlAdapterFactory(adapterFactory()),
  );
}

function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => log('ERROR', { message, is_panic: true }),
};

async function execute(url, sql) {
  const connection = await adapterFor(url).connect();
  await connection.executeScript(sql);
  await connection.dispose();
}

const COMMANDS = {
  'can-connect-to-database': () => execute(datasource.url, 'SELECT 1'),
  'create-database': () => {
    const url = new URL(datasource.url);
    const name = decodeURIComponent(url.pathname.slice(1));
    url.pathname = '/postgres';
    return execute(url.href, `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
  },
};

async function runCommand(name) {
  // The CLI throws the first line away and reads the error from the ones that follow.
  log('INFO', { message: 'Starting schema engine CLI' });
  try {
    if (!(name in COMMANDS)) throw new Error(`unsupported command: ${name}`);
    await COMMANDS[name]();
    return 0;
  } catch (error) {
    const { hostname, port, pathname } = new URL(datasource.url);
    const missing = error.cause?.kind === 'DatabaseDoesNotExist';
    const message = `${error.message} (database ${pathname.slice(1)} at ${hostname}:${port || '5432'})`;
    log('ERROR', { message, is_panic: false, error_code: missing ? 'P1003' : 'P1001' });
    return 1;
  }
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

function rpcError(error) {
  const message = error?.message ?? String(error);
  const errorCode = error?.code ?? /P\d{4}/.exec(message)?.[0];
  return {
    code: 4466,
    message: 'An error happened. Check the data field for details.',
    data: { is_panic: false, message, meta: error?.meta ?? {}, error_code: errorCode },
  };
}

/** The wire's method names are the WebAssembly build's, but for this one. */
const METHODS = { getDatabaseVersion: 'version' };
/** Requests the engine itself sends (`print`) need ids that cannot meet the CLI's. */
const OWN_IDS_FROM = 900_000;

async function answer(engine, { id, method, params }) {
  try {
    const result = (await (await engine())[METHODS[method] ?? method](params)) ?? {};
    if (method === 'diff' && result.stdout) {
      send({ id: OWN_IDS_FROM + id, method: 'print', params: { content: result.stdout } });
    }
    send({ id, result });
  } catch (error) {
    send({ id, error: rpcError(error) });
  }
}

async function serve() {
  let loading;
  const engine = () => (loading ??= loadEngine());
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const message = line.trim() === '' ? {} : JSON.parse(line);
    if (message.method) await answer(engine, message);
  }
  return 0;
}

if (argv.includes('--version')) console.log('schema-engine-cli wasm');
else process.exit(argv.includes('cli') ? await runCommand(argv[argv.indexOf('cli') + 1]) : await serve());
