import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type JSX, lazy, Suspense } from 'react';
import { Route, Router, Switch } from 'wouter';
import { RequestError } from './api/request';
import { OverviewPage } from './overview/overview-page';
import { EmptyState, LoadingState } from './parts/states';
import { SessionGate } from './session/session-gate';
import { Shell } from './shell/shell';
import { styleNonce, theme } from './theme';

/** Pages are loaded on demand, so the first one need not wait for the others. */
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page')).AuditPage }));
const CertificatesPage = lazy(async () => ({
  default: (await import('./certificates/certificates-page')).CertificatesPage,
}));
const ClientPage = lazy(async () => ({ default: (await import('./clients/client-page')).ClientPage }));
const ClientsPage = lazy(async () => ({ default: (await import('./clients/clients-page')).ClientsPage }));
const MoneyPage = lazy(async () => ({ default: (await import('./money/money-page')).MoneyPage }));
const OrderPage = lazy(async () => ({ default: (await import('./order/order-page')).OrderPage }));
const OrdersPage = lazy(async () => ({ default: (await import('./orders/orders-page')).OrdersPage }));
const QueuesPage = lazy(async () => ({ default: (await import('./queues/queues-page')).QueuesPage }));
const UnreadPage = lazy(async () => ({ default: (await import('./unread/unread-page')).UnreadPage }));
const WebhookPage = lazy(async () => ({ default: (await import('./webhooks/webhook-page')).WebhookPage }));
const WebhooksPage = lazy(async () => ({ default: (await import('./webhooks/webhooks-page')).WebhooksPage }));

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
              <Suspense fallback={<LoadingState lines={10} />}>
                <Pages />
              </Suspense>
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
      <Route path="/certificates" component={CertificatesPage} />
      <Route path="/money" component={MoneyPage} />
      <Route path="/clients" component={ClientsPage} />
      <Route path="/clients/:id">{({ id }) => <ClientPage key={id} id={id} />}</Route>
      <Route path="/webhooks" component={WebhooksPage} />
      <Route path="/webhooks/:id">{({ id }) => <WebhookPage key={id} id={id} />}</Route>
      <Route path="/unread" component={UnreadPage} />
      <Route path="/audit" component={AuditPage} />
      <Route path="/queues" component={QueuesPage} />
      <Route>
        <EmptyState title="Page not found" text="Choose a page from the menu." />
      </Route>
    </Switch>
  );
}
