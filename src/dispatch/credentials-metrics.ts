import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';
import { SectigoClient } from '../sectigo/index.js';

/** Whether this worker could log in at Sectigo, as far as it can tell by itself: looked at when somebody scrapes. */
@Injectable()
export class CredentialsMetrics {
  constructor({ registry }: Metrics, sectigo: SectigoClient) {
    new Gauge({
      name: 'gateway_sectigo_credentials_usable',
      help: 'Whether the password or the client certificate for Sectigo can be read and is not empty.',
      registers: [registry],
      async collect() {
        this.set((await sectigo.credentialsFault()) === null ? 1 : 0);
      },
    });
  }
}
