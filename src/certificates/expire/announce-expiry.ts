import { Injectable } from '@nestjs/common';
import { ExpiryRepository } from './expiry.repository.js';

const NOTICES_A_STATEMENT = 200;

/** Tells clients in time that a certificate ends. */
@Injectable()
export class AnnounceExpiry {
  constructor(private readonly expiry: ExpiryRepository) {}

  async execute(): Promise<void> {
    while ((await this.expiry.tellDue(NOTICES_A_STATEMENT)) === NOTICES_A_STATEMENT);
  }
}
