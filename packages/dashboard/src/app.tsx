import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type JSX } from 'react';
import { Route, Router, Switch } from 'wouter';
import { RequestError } from './api/request';
import { AuditPage } from './audit/audit-page';
import { ClientPage } from './clients/client-page';
import { ClientsPage } from './clients/clients-page';
import { OrderPage } from './order/order-page';
import { OrdersPage } from './orders/orders-page';
import { OverviewPage } from './overview/overview-page';
import { EmptyState } from './parts/states';
import { QueuesPage } from './queues/queues-page';
import { SessionGate } from './session/session-gate';
import { Shell } from './shell/shell';
import { UnreadPage } from './unread/unread-page';
import { styleNonce, theme } from './theme';
import { WebhookPage } from './webhooks/webhook-page';
import { WebhooksPage } from './webhooks/webhooks-page';

const MOST_TRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) =>
        failures < MOST_TRIES && !(error instanceof RequestError && error.status < 500),
    },
  },
});

export function App(): JSX.Element {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <SessionGate>
          <Router base="/dashboard">
            <Shell>
              <Pages />
            </Shell>
          </Router>
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Pages(): JSX.Element {
  return (
    <Switch>
      <Route path="/" component={OverviewPage} />
      <Route path="/orders" component={OrdersPage} />
      <Route path="/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
      <Route path="/clients" component={ClientsPage} />
      <Route path="/clients/:id">{({ id }) => <ClientPage key={id} id={id} />}</Route>
      <Route path="/webhooks" component={WebhooksPage} />
      <Route path="/webhooks/:id">{({ id }) => <WebhookPage key={id} id={id} />}</Route>
      <Route path="/unread" component={UnreadPage} />
      <Route path="/audit" component={AuditPage} />
      <Route path="/queues" component={QueuesPage} />
      <Route>
        <EmptyState title="There is no such page" text="Choose one from the menu." />
      </Route>
    </Switch>
  );
}
