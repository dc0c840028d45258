import { readRunningConfig } from './config/read-config.js';
import { launch } from './launch.js';
import { openProcess, run } from './run.js';

/** The production program: it uses configured servers only, and starts no substitute. */
launch(async () => {
  const config = readRunningConfig();
  await run(config, await openProcess(config));
});
