import { fileURLToPath } from 'node:url';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { OperatorSessions } from './access/operator-session.js';
import { AuditLog } from './audit/audit-log.repository.js';
import { type RunningConfig } from './config/config.js';
import { serveQueueBoard } from './dashboard/queue-board/serve-queue-board.js';
import { serveDashboard } from './dashboard/serve-dashboard.js';
import { serveSignIn } from './dashboard/serve-sign-in.js';
import { PublicUrl } from './http/public-url.js';
import { serveRunbook } from './http/runbook/serve-runbook.js';
import { serveFrontDoor } from './http/serve-front-door.js';
import { serveGuide } from './http/serve-guide.js';
import { SUBMISSIONS_QUEUE } from './orders/queue/submission-queue.js';
import { Metrics } from './platform/metrics/metrics.js';
import { Clock } from './shared/clock.js';
import { WEBHOOKS_QUEUE } from './webhooks/deliver/webhook-queue.js';

/** The operators' page as it was built, for sources and build alike. */
const DASHBOARD_PATH = fileURLToPath(new URL('../packages/dashboard/dist', import.meta.url));

/** The documentation site, if it was built. */
const GUIDE_PATH = fileURLToPath(new URL('../docs/.vitepress/dist', import.meta.url));

/** What an API process serves beside the routes of its modules. */
export async function serveApi(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  config: RunningConfig,
): Promise<void> {
  const [metrics, publicUrl] = [app.get(Metrics), app.get(PublicUrl)];
  serveFrontDoor(fastify);
  serveRunbook(fastify, { metrics, publicUrl, elsewhere: config.runbookUrl });
  serveDashboard(fastify, {
    folder: DASHBOARD_PATH,
    simulated: config.sectigo.simulated === true,
    signInAt: config.oidc === undefined ? '' : new URL(config.oidc.issuer).host,
  });
  if (config.oidc !== undefined) {
    const { IdentityProvider } = await import('./access/oidc/identity-provider.js');
    const provider = new IdentityProvider(config.oidc);
    const [sessions, audit, clock] = [app.get(OperatorSessions), app.get(AuditLog), app.get(Clock)];
    serveSignIn(fastify, { provider, sessions, audit, publicUrl, clock });
  }
  serveGuide(fastify, GUIDE_PATH);
  await serveQueueBoard(app, fastify, [app.get(SUBMISSIONS_QUEUE), app.get(WEBHOOKS_QUEUE)]);
}
