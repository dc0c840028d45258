import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What `attacking-process.mjs` is told to do. */
export type AttackCommand =
  | { readonly kind: 'flood' | 'leave'; readonly connections: number; readonly requests: readonly [string] }
  | { readonly kind: 'idle'; readonly connections: number }
  | { readonly kind: 'ask'; readonly connections: number; readonly requests: readonly AskedRequest[] };

/** Resolves when the attack is over. */
export async function attack(command: AttackCommand, port: number, seconds: number): Promise<void> {
  const child = spawn(process.execPath, [path.join(__dirname, 'attacking-process.mjs')], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...command, port, seconds }));
  await once(child, 'exit');
}
