import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** What the process itself tells (memory, processor, event-loop lag): one for all gateways that a test runs in it. */
let ofProcess: Registry | undefined;

/** Everything that this process counts, for Prometheus. Labels take their values from short, closed lists only. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    return Registry.merge([processRegistry(), this.registry]).metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}
