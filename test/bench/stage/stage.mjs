import path from 'node:path';
import { call } from '../load/call.mjs';
import { freePort, Program } from './program.mjs';
import { query, startServers } from './servers.mjs';

/** Where one contender at a time appears: on a database as new, an empty Redis and an upstream that has sold nothing. */
export class Stage {
  prepared = new Map();

  constructor(servers) {
    this.servers = servers;
  }

  static async open() {
    return new Stage(await startServers());
  }

  close() {
    return this.servers.stop();
  }

  /** A scene for this contender; what it needs before its first order is made once and copied. */
  async scene(contender) {
    await this.call('DELETE', 'state');
    await this.emptyRedis();
    return this.beside(contender);
  }

  /** The same without an empty Redis and upstream: others are on the stage as well. */
  async beside(contender) {
    const template = `template_${contender.name.replaceAll('-', '_')}`;
    if (!this.prepared.has(contender.name)) {
      const scene = await this.createScene(contender, template, 'template0');
      this.prepared.set(contender.name, await contender.prepare(scene));
    }
    const scene = await this.createScene(contender, template.replace('template', 'bench'), template);
    scene.access = this.prepared.get(contender.name);
    return scene;
  }

  async createScene(contender, database, template) {
    const { directory, postgresUrl, redisUrl, upstream } = this.servers;
    await query(postgresUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await query(postgresUrl, `CREATE DATABASE ${database} TEMPLATE ${template}`);
    // what is on the disk already does not disturb what is measured
    await query(postgresUrl, 'CHECKPOINT');
    const databaseUrl = Object.assign(new URL(postgresUrl), { pathname: `/${database}` }).href;
    const settings = { databaseUrl, redisUrl, upstream };
    return new Scene(contender, settings, path.join(directory, `${contender.name}.log`));
  }

  /** Every order that arrived, oldest first: its name and when it was sold, in milliseconds. */
  async sold() {
    const ledger = JSON.parse(await this.call('GET', 'ledger'));
    return ledger.map(({ at, form }) => ({ name: form.organizationName, at: Date.parse(at) }));
  }

  /** When the first byte of each order arrived, by its name; of the newest ten thousand requests. */
  async arrivals() {
    const requests = JSON.parse(await this.call('GET', 'requests'));
    return new Map(requests.map(({ at, form }) => [form?.organizationName, Date.parse(at)]));
  }

  async call(method, what) {
    const { status, text } = await call({ url: this.servers.upstream.control, path: what, method });
    if (status >= 300) throw new Error(`${what} of the simulator: ${status} ${text}`);
    return text;
  }

  async emptyRedis() {
    const { Redis } = await import('ioredis');
    const client = new Redis(this.servers.redisUrl);
    await client.flushall();
    client.disconnect();
  }
}

/** A contender with its database; its processes come and go. */
class Scene {
  access = null;

  constructor(contender, settings, logFile) {
    this.contender = contender;
    this.settings = settings;
    this.logFile = logFile;
  }

  /** `role` is api, worker or all: both in one process. */
  async start(role) {
    return Program.start(this.contender.program(role, this.settings), await freePort(), this.logFile);
  }

  /** Where that process takes orders. */
  targetOf({ url }) {
    return { url, path: this.contender.path, headers: () => this.contender.headers(this.access) };
  }

  query(sql) {
    return query(this.settings.databaseUrl, sql);
  }

  /** Orders that the upstream has sold, as the contender knows. */
  async placedCount() {
    const [{ count }] = await this.query(`SELECT count(*)::int FROM orders WHERE status = 'placed'`);
    return count;
  }
}
