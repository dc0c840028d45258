import { readFileSync, writeFileSync } from 'node:fs';
import { renderRunbook } from './render-runbook.js';
import { SERVED_RUNBOOK } from './served-runbook.js';

const RUNBOOK = new URL('../../../RUNBOOK.md', import.meta.url);

writeFileSync(SERVED_RUNBOOK, renderRunbook(readFileSync(RUNBOOK, 'utf8')));
