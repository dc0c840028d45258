import { readFileSync } from 'node:fs';
import { type FastifyInstance } from 'fastify';
import { Gauge } from 'prom-client';
import { type Metrics } from '../../platform/metrics/metrics.js';
import { FixedContent } from '../fixed-content.js';
import { type PublicUrl } from '../public-url.js';
import { SERVED_RUNBOOK } from './served-runbook.js';

/** Open to everyone: the person on duty may have no key at hand. */
export const RUNBOOK_PATH = '/runbook';

export interface RunbookOptions {
  readonly metrics: Metrics;
  readonly publicUrl: PublicUrl;
  /** Where the links of alerts lead instead. */
  readonly elsewhere: string | undefined;
}

/** Serves what to do when an alert fires, and tells Prometheus where: the links of alerts are made of it. */
export function serveRunbook(
  fastify: FastifyInstance,
  { metrics, publicUrl, elsewhere }: RunbookOptions,
): void {
  const page = new FixedContent(readFileSync(SERVED_RUNBOOK), 'text/html; charset=utf-8');
  fastify.get(RUNBOOK_PATH, (request, reply) => page.send(request, reply));
  new Gauge({
    name: 'gateway_runbook_info',
    help: 'Always 1; the label says where the links of alerts lead.',
    labelNames: ['url'],
    registers: [metrics.registry],
    collect() {
      // the port may not be known before
      this.reset();
      this.set({ url: elsewhere ?? `${publicUrl.value}${RUNBOOK_PATH}` }, 1);
    },
  });
}
