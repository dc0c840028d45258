import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

// For `node --import`: when the process ends, SCRIPTS_FILE has a line for each script that it had loaded by then.
const urls = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params }) => urls.add(params.url));
session.post('Debugger.enable');
process.on('exit', () => writeFileSync(process.env.SCRIPTS_FILE, [...urls].join('\n')));
