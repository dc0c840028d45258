import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SERVED_JSON, SERVED_YAML } from './served-document.js';

const DOCUMENT = new URL('../../../openapi.yaml', import.meta.url);

const yaml = readFileSync(DOCUMENT, 'utf8');
writeFileSync(SERVED_YAML, yaml);
writeFileSync(SERVED_JSON, JSON.stringify(parse(yaml)));
