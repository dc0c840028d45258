import { readRunningConfig } from './config/read-config.js';
import { launch } from './launch.js';
import { openProcess, run } from './run.js';

/** The gateway on servers that are there, as in production: nothing stands in for what is not configured. */
launch(async () => {
  const config = readRunningConfig();
  await run(config, await openProcess(config));
});
