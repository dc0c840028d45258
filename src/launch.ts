import { ConfigError } from './config/config.js';

/** Runs an entry point; an error ends the process, with one line for each fault. */
export function launch(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    const lines =
      error instanceof ConfigError ? error.faults : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exit(1);
  });
}
