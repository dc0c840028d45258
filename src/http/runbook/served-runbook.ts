import { fileURLToPath } from 'node:url';

/** Made by the build from `RUNBOOK.md`, so a gateway needs no Markdown library. */
export const SERVED_RUNBOOK = fileURLToPath(new URL('../../../dist/runbook.html', import.meta.url));
