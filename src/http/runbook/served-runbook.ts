import { fileURLToPath } from 'node:url';

/** Made by the build from the repository's `RUNBOOK.md`, so that no gateway needs what renders it. */
export const SERVED_RUNBOOK = fileURLToPath(new URL('../../../dist/runbook.html', import.meta.url));
