import path from 'node:path';
import { ControlClient } from '../../../packages/simulator/src/control-client.js';
import { eventually } from '../../support/eventually.js';
import { FaultProxy } from '../network/fault-proxy.js';
import { freePort } from '../network/free-port.js';
import { Child } from './child.js';

const PROGRAM = path.resolve(__dirname, '../../../packages/simulator/dist/main.js');
export const LOGIN = { name: 'fault-suite', password: 'password-of-the-fault-suite' };

/** Sectigo's stand-in as a process of its own, its ledger on the disk, behind a fault proxy. */
export class SimulatorProcess {
  private constructor(
    private readonly child: Child,
    readonly control: ControlClient,
    readonly proxy: FaultProxy,
  ) {}

  static async start(dataDir: string): Promise<SimulatorProcess> {
    const port = await freePort();
    const child = await Child.start(process.execPath, [PROGRAM], {
      PATH: process.env['PATH'],
      SIMULATOR_PORT: String(port),
      SIMULATOR_DATA_DIR: dataDir,
      SIMULATOR_LOGIN_NAME: LOGIN.name,
      SIMULATOR_LOGIN_PASSWORD: LOGIN.password,
    });
    const control = new ControlClient(`http://127.0.0.1:${port}/control/`);
    await eventually(() => control.ledger());
    return new SimulatorProcess(child, control, await FaultProxy.start({ host: '127.0.0.1', port }));
  }

  /** As the gateway reaches it. */
  get proxiedUrl(): string {
    return `http://127.0.0.1:${this.proxy.port}/products/`;
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.child.end('SIGTERM');
  }
}
