import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HopelessJob } from '../../platform/threads/job-thread.js';
import { ThreadPool } from '../../platform/threads/thread-pool.js';
import { refuse } from '../domain/csr-limits.js';
import { type KeyMaterial, type KeyMaterialVerdict } from '../domain/key-material.js';

/** What the build made of it, for sources and build alike. */
const ENTRY = new URL('../../../dist/orders/place/key-material.thread.js', import.meta.url);

const THREADS = 2;
/** A hundred times the worst case after the limits, for busy machines. */
const DEADLINE_MS = 5_000;

/** Reads CSRs and attestations outside the event loop, so that no request waits for another's. */
@Injectable()
export class KeyMaterialReader implements OnApplicationShutdown {
  private readonly logger = new Logger(KeyMaterialReader.name);
  private readonly threads = new ThreadPool<KeyMaterial, KeyMaterialVerdict>({
    entry: ENTRY,
    threads: THREADS,
    deadlineMs: DEADLINE_MS,
  });

  async read(material: KeyMaterial): Promise<KeyMaterialVerdict> {
    try {
      return await this.threads.run(material);
    } catch (error) {
      if (!(error instanceof HopelessJob)) throw error;
      this.logger.warn(`a CSR and its attestation could not be read: ${error.message}`);
      const detail = 'the CSR, or its attestation, takes far too long to read';
      return { csr: refuse('csr-not-decodable', detail), attestation: null };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.close();
  }
}
