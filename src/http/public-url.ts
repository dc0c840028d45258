import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

/** The address that callers reach us at, without a trailing slash; known once the port is. */
@Injectable()
export class PublicUrl {
  value: string;

  constructor({ publicUrl, port }: Config) {
    this.value = publicUrl ?? `http://localhost:${port}`;
  }
}
