import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../faults/network/free-port.js';
import { eventually } from '../support/eventually.js';
import { ScratchFolder } from '../support/scratch-folder.js';

export interface FiringAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
}

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A real Prometheus that looks at one process of the gateway every second. */
export class Prometheus {
  private constructor(
    private readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(gatewayUrl: string, rulesFile: string): Promise<Prometheus> {
    const folder = new ScratchFolder();
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rulesFile],
      scrape_configs: [
        { job_name: 'sectigo-gateway', static_configs: [{ targets: [new URL(gatewayUrl).host] }] },
      ],
    };
    // JSON is YAML
    const configFile = folder.file('prometheus.yml', JSON.stringify(config));
    const port = await freePort();
    const server = spawn(
      'prometheus',
      [
        `--config.file=${configFile}`,
        `--storage.tsdb.path=${join(folder.path, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const prometheus = new Prometheus(`http://127.0.0.1:${port}`, async () => {
      server.kill();
      await ended;
      folder.remove();
    });
    await eventually(async () => {
      const { ok } = await fetch(`http://127.0.0.1:${port}/-/ready`);
      if (!ok) throw new Error('Prometheus is not ready');
    });
    return prometheus;
  }

  /** What an expression says now; throws if Prometheus cannot read it. */
  async query(expression: string): Promise<readonly Sample[]> {
    const url = `${this.url}/api/v1/query?query=${encodeURIComponent(expression)}`;
    const answer = (await (await fetch(url)).json()) as {
      readonly status: string;
      readonly error?: string;
      readonly data?: { readonly result: readonly Sample[] };
    };
    if (answer.data === undefined) throw new Error(`${expression}: ${answer.error ?? answer.status}`);
    return answer.data.result;
  }

  /** What an operator is told now, by the alerts' names. */
  async firingAlerts(): Promise<ReadonlyMap<string, FiringAlert>> {
    const answer = (await (await fetch(`${this.url}/api/v1/alerts`)).json()) as {
      readonly data: { readonly alerts: readonly FiringAlert[] };
    };
    const firing = answer.data.alerts.filter(({ state }) => state === 'firing');
    return new Map(firing.map((alert) => [alert.labels['alertname'] ?? '', alert]));
  }

  /** The conditions of the alerts, as Prometheus has read them. */
  async alertConditions(): Promise<Readonly<Record<string, string>>> {
    const answer = (await (await fetch(`${this.url}/api/v1/rules?type=alert`)).json()) as {
      readonly data: {
        readonly groups: readonly {
          readonly rules: readonly { readonly name: string; readonly query: string }[];
        }[];
      };
    };
    const rules = answer.data.groups.flatMap((group) => group.rules);
    return Object.fromEntries(rules.map(({ name, query }) => [name, query]));
  }
}
