import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export const CLIENT_SECRET = 'a-client-secret-of-the-tests';
export const ROLES = [
  ['viewer', 'viewer'],
  ['operator', 'operator'],
  ['admin', 'admin'],
] as const;

/** test/support/oidc-provider.mjs, for a gateway with this address of return. */
export async function startProvider(redirectUri: string): Promise<{ issuer: string; process: ChildProcess }> {
  const provider = spawn(process.execPath, ['test/support/oidc-provider.mjs'], {
    env: { ...process.env, REDIRECT_URI: redirectUri, CLIENT_SECRET, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(provider.stdout, 'data')) as [Buffer];
  return { issuer: line.toString().trim(), process: provider };
}
