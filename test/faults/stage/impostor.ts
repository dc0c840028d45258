import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import https from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSigned } from '../../factories/tls-identity.js';

const LISTENS_AT = '127.0.0.1';
const VOUCHED_FOR = '127.0.0.2';

/** Answers over TLS as another than it is: whoever asks it anything has told it the password. */
export class Impostor {
  private folder = '';
  private server: https.Server | undefined;
  /** Requests that it was told. */
  heard = 0;

  get url(): string {
    const { port } = this.server?.address() as AddressInfo;
    return `https://${LISTENS_AT}:${port}/products/`;
  }

  /** The authority, which vouches for the impostor under its own address. */
  get caFile(): string {
    return path.join(this.folder, 'ca.pem');
  }

  async start(): Promise<void> {
    const { certificatePem, keyPem } = await selfSigned('Somebody else', VOUCHED_FOR);
    this.folder = mkdtempSync(path.join(tmpdir(), 'gateway-impostor-'));
    writeFileSync(this.caFile, certificatePem);
    this.server = https.createServer({ cert: certificatePem, key: keyPem }, (_, response) => {
      this.heard += 1;
      response.end('errorCode=0&orderNumber=1');
    });
    this.server.listen(0, LISTENS_AT);
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    rmSync(this.folder, { recursive: true });
  }
}
