import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import {
  type AppControllerRoute,
  type BullBoardQueues,
  type IServerAdapter,
  type UIConfig,
} from '@bull-board/api/typings/app';
import { type Queue } from 'bullmq';

const UI_PATH = dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'));
export const STATIC_PATH = join(UI_PATH, 'dist/static');

const UI_CONFIG: UIConfig = {
  boardTitle: 'Queues',
  hideDocsLink: true,
  // no fonts or icons from other sites
  favIcon: { default: 'static/images/logo.svg', alternative: 'static/favicon-32x32.png' },
};

export interface QueueBoard {
  readonly queues: BullBoardQueues;
  readonly uiConfig: UIConfig;
  /** Paths of the page itself, which takes them apart. */
  readonly pages: readonly string[];
  /** What only reads. */
  readonly routes: readonly AppControllerRoute[];
}

/**
 * Bull Board as what it can be asked. What would change something is not in it, and its queues are read-only besides: an
 * order is changed by the API, which knows what may be done with it. Page, files and failures are ours to send.
 */
export function queueBoard(queues: readonly Queue[]): QueueBoard {
  const board: QueueBoard = { queues: new Map(), uiConfig: {}, pages: [], routes: [] };
  const hear = (told: Partial<QueueBoard>): IServerAdapter => {
    Object.assign(board, told);
    return serverAdapter;
  };
  const serverAdapter: IServerAdapter = {
    setQueues: (adapters) => hear({ queues: adapters }),
    setUIConfig: (uiConfig) => hear({ uiConfig }),
    setEntryRoute: ({ route }) => hear({ pages: [route].flat() }),
    setApiRoutes: (routes) => hear({ routes: routes.filter(({ method }) => method === 'get') }),
    setViewsPath: () => hear({}),
    setStaticPath: () => hear({}),
    setErrorHandler: () => hear({}),
  };
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiBasePath: UI_PATH, uiConfig: UI_CONFIG },
  });
  return board;
}

/** Only Bull Board's own files: its template also refers to others, such as fonts from a CDN. */
const OWN_FILES = /<link href="static\/[^>]*>|<script defer src="static\/[^>]*><\/script>/g;

/** The page of Bull Board, without what its template loads from elsewhere or has inline. */
export function boardPage({ uiConfig }: QueueBoard, base: string): string {
  const files = readFileSync(join(UI_PATH, 'dist/index.ejs'), 'utf8').match(OWN_FILES) ?? [];
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
