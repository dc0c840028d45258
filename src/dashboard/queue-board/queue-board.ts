import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import {
  type AppControllerRoute,
  type AppViewRoute,
  type BullBoardQueues,
  type BullBoardRequest,
  type ControllerHandlerReturnType,
  type IServerAdapter,
  type UIConfig,
} from '@bull-board/api/typings/app';
import { type Queue } from 'bullmq';

const UI_CONFIG: UIConfig = {
  boardTitle: 'Queues',
  hideDocsLink: true,
  // nobody else's site is asked for fonts or icons
  favIcon: { default: 'static/images/logo.svg', alternative: 'static/favicon-32x32.png' },
};

export interface BoardRoute {
  readonly url: string;
  answer(request: Omit<BullBoardRequest, 'queues' | 'uiConfig'>): Promise<ControllerHandlerReturnType>;
}

/**
 * Bull Board as a list of what it can be asked. What would change something is not on it, and its queues are read-only
 * besides: an order is changed by the API, which knows what may be done with it.
 */
export class QueueBoard implements IServerAdapter {
  private queues: BullBoardQueues = new Map();
  uiConfig: UIConfig = {};
  /** Paths of the page itself, which takes them apart. */
  pages: readonly string[] = [];
  routes: readonly BoardRoute[] = [];
  viewsPath = '';
  staticPath = '';

  constructor(queues: readonly Queue[]) {
    const uiBasePath = dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json'));
    createBullBoard({
      queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      serverAdapter: this,
      options: { uiBasePath, uiConfig: UI_CONFIG },
    });
  }

  setQueues(queues: BullBoardQueues): this {
    this.queues = queues;
    return this;
  }
  setViewsPath(path: string): this {
    this.viewsPath = path;
    return this;
  }
  setStaticPath(_route: string, path: string): this {
    this.staticPath = path;
    return this;
  }
  setEntryRoute({ route }: AppViewRoute): this {
    this.pages = [route].flat();
    return this;
  }
  /** Failures are ours to tell of: Bull Board would show where in the code they happened. */
  setErrorHandler(): this {
    return this;
  }
  setApiRoutes(routes: AppControllerRoute[]): this {
    const reading = routes.filter(({ method }) => [method].flat().every((one) => one === 'get'));
    this.routes = reading.flatMap((route) =>
      [route.route].flat().map((url) => ({
        url,
        answer: async (request) =>
          route.handler({ ...request, queues: this.queues, uiConfig: this.uiConfig }),
      })),
    );
    return this;
  }
  setUIConfig(config: UIConfig): this {
    this.uiConfig = config;
    return this;
  }
}
