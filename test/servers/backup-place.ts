import { chmodSync } from 'node:fs';
import { expect } from '@jest/globals';
import { type EmbeddedPostgres } from '../../packages/dev/src/embedded/embedded-postgres.js';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator, startSimulator } from '../../packages/simulator/src/server.js';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { GatewayProcess, OPERATOR_KEY } from '../faults/stage/gateway-process.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';
import { redisPrefix, redisUrl } from '../support/servers.js';
import { Shell } from '../support/shell.js';
import { startDebianPostgres } from './debian-postgres.js';

/** A gateway on a Postgres of Debian's, its Sectigo, and a terminal. */
export class BackupPlace {
  private constructor(
    readonly scratch: ScratchFolder,
    readonly simulator: RunningSimulator,
    readonly shell: Shell,
    public postgres: EmbeddedPostgres,
    public gateway: GatewayProcess,
  ) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<BackupPlace> {
    const scratch = new ScratchFolder();
    // as root, Postgres runs as another user, who must be able to enter
    chmodSync(scratch.path, 0o755);
    const postgres = await startDebianPostgres(scratch.path, settings);
    const simulator = await startSimulator(SIMULATOR_LOGIN);
    const gateway = await gatewayOn(postgres.url, simulator);
    const shell = Shell.open(scratch, {
      URL: gateway.url,
      KEY: OPERATOR_KEY,
      BACKUPS: scratch.path,
      DATABASE_URL: postgres.url,
      ADMIN_URL: databaseUrl(postgres, 'postgres'),
      RESTORED_URL: databaseUrl(postgres, 'gateway_restored'),
    });
    return new BackupPlace(scratch, simulator, shell, postgres, gateway);
  }

  get operator(): ApiClient {
    return new ApiClient(this.gateway.url, OPERATOR_KEY);
  }

  /** What Sectigo sold. */
  ledger(): ReturnType<ControlClient['ledger']> {
    return new ControlClient(this.simulator.controlUrl).ledger();
  }

  async startGateway(url: string): Promise<void> {
    this.gateway = await gatewayOn(url, this.simulator);
    await this.shell.set('URL', this.gateway.url);
  }

  async stopGateway(): Promise<void> {
    expect(await this.gateway.terminate()).toBe(0);
  }

  pause(): Promise<unknown> {
    return this.operator.post('/v1/ops/submissions/pause', { reason: 'so that the backup has open orders' });
  }

  resume(): Promise<unknown> {
    return this.operator.post('/v1/ops/submissions/resume');
  }

  async order(): Promise<string> {
    return orderOf(await this.operator.order(anOrder())).id;
  }

  placed(id: string): Promise<OrderAnswer> {
    return eventually(async () => {
      const order = orderOf(await this.operator.get(`/v1/orders/${id}`));
      expect(order.status).toBe('placed');
      return order;
    });
  }

  /** Placed, and with the numbers that they were bought under. */
  async expectPlacedAsBefore(before: readonly OrderAnswer[]): Promise<void> {
    const after = await Promise.all(before.map(({ id }) => this.placed(id)));
    const numbers = (orders: readonly OrderAnswer[]): unknown =>
      orders.map(({ id, sectigo }) => [id, sectigo?.orderNumber]);
    expect(numbers(after)).toEqual(numbers(before));
  }

  async close(): Promise<void> {
    await this.shell.close();
    await this.gateway.kill();
    await this.simulator.close();
    await this.postgres.stop();
    this.scratch.remove();
  }
}

export const databaseUrl = (postgres: EmbeddedPostgres, name: string): string =>
  Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;

/** With a Redis that knows nothing. */
async function gatewayOn(url: string, simulator: RunningSimulator): Promise<GatewayProcess> {
  const started = await GatewayProcess.create('all', {
    DATABASE_URL: url,
    REDIS_URL: redisUrl(),
    QUEUE_PREFIX: redisPrefix(),
    SECTIGO_URL: simulator.url,
    SECTIGO_LOGIN_NAME: SIMULATOR_LOGIN.loginName,
    SECTIGO_LOGIN_PASSWORD: SIMULATOR_LOGIN.loginPassword,
    RECONCILE_INTERVAL_MS: '200',
    OPERATOR_KEY,
  });
  await started.start();
  return started;
}
