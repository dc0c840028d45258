import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QueueBoard } from './queue-board.js';

/** Bull Board's own files: its template names others as well, such as fonts of a content network. */
const OWN_FILES = /<link href="static\/[^>]*>|<script defer src="static\/[^>]*><\/script>/g;

/** The page of Bull Board, without what its template loads from elsewhere or has inline. */
export function boardPage({ viewsPath, uiConfig }: QueueBoard, base: string): string {
  const template = readFileSync(join(viewsPath, 'index.ejs'), 'utf8');
  const files = template.match(OWN_FILES) ?? [];
  const config = JSON.stringify(uiConfig).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <base href="${base}/" />
    <title>Queues</title>
    <link rel="icon" href="static/images/logo.svg" />
    ${files.join('\n    ')}
  </head>
  <body>
    <script id="__UI_CONFIG__" type="application/json">${config}</script>
    <div id="root"></div>
  </body>
</html>
`;
}
