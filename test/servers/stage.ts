import { type RunningSimulator, startSimulator } from '../../packages/simulator/src/server.js';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { orderOf, type OrderAnswer } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { GatewayProcess, OPERATOR_KEY } from '../faults/stage/gateway-process.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN } from '../support/gateway.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from '../support/servers.js';

const PLACED_WITHIN_MS = 60_000;

export interface ReadinessAnswer {
  readonly status: string;
  readonly details: {
    readonly postgres: { readonly state: string; readonly trouble?: string; readonly explanation?: string };
    readonly redis: { readonly state: string; readonly trouble?: string; readonly explanation?: string };
  };
}

/** A database and a simulator, and processes of the built program on them. */
export class Stage {
  private readonly processes: GatewayProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly simulator: RunningSimulator,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
    return new Stage(await createDatabase('empty', settings), await startSimulator(SIMULATOR_LOGIN));
  }

  /** Not started yet. */
  async process(settings: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const process = await GatewayProcess.create('all', {
      DATABASE_URL: this.database.url,
      REDIS_URL: redisUrl(),
      QUEUE_PREFIX: redisPrefix(),
      SECTIGO_URL: this.simulator.url,
      SECTIGO_LOGIN_NAME: SIMULATOR_LOGIN.loginName,
      SECTIGO_LOGIN_PASSWORD: SIMULATOR_LOGIN.loginPassword,
      OPERATOR_KEY,
      ...settings,
    });
    this.processes.push(process);
    return process;
  }

  async gateway(settings: Readonly<Record<string, string>>): Promise<StagedGateway> {
    const process = await this.process(settings);
    await process.start();
    return StagedGateway.at(process, new ControlClient(this.simulator.controlUrl));
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.kill()));
    await this.simulator.close();
    await this.database.drop();
  }
}

export class StagedGateway {
  private constructor(
    readonly process: GatewayProcess,
    private readonly simulator: ControlClient,
    readonly client: ApiClient,
  ) {}

  static async at(process: GatewayProcess, simulator: ControlClient): Promise<StagedGateway> {
    const operator = new ApiClient(process.url, OPERATOR_KEY);
    const { body } = await operator.post('/v1/clients', { name: 'a service' });
    return new StagedGateway(process, simulator, new ApiClient(process.url, (body as { key: string }).key));
  }

  async ready(): Promise<ReadinessAnswer> {
    return (await this.client.get('/health/ready')).body as ReadinessAnswer;
  }

  async isAlive(): Promise<boolean> {
    const answer = await fetch(`${this.process.url}/health/live`, { signal: AbortSignal.timeout(5_000) });
    return answer.status === 200;
  }

  /** An order is taken, whatever the servers are up to. */
  async accepts(): Promise<string> {
    const answer = await this.client.order(anOrder());
    if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${answer.text}`);
    return orderOf(answer).id;
  }

  /** It is placed in the end, and Sectigo sold it once. */
  async places(id: string): Promise<OrderAnswer> {
    const order = await eventually(
      async () => {
        const found = orderOf(await this.client.get(`/v1/orders/${id}`));
        if (found.status !== 'placed') throw new Error(`the order is ${found.status}`);
        return found;
      },
      PLACED_WITHIN_MS,
      100,
    );
    const sold = (await this.simulator.ledger()).map(({ orderNumber }) => String(orderNumber));
    const count = sold.filter((number) => number === order.sectigo?.orderNumber).length;
    if (count !== 1) throw new Error(`sold ${count} times`);
    return order;
  }

  async metric(name: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.process.url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  }
}
