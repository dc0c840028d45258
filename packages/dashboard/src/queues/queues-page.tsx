import { type JSX } from 'react';
import { Page } from '../parts/page';

/** Bull Board, in a frame. Jobs only wake workers; orders are on their own pages. */
export function QueuesPage(): JSX.Element {
  return (
    <Page title="Queues">
      <iframe className="queues" src="/queues/" title="Jobs in BullMQ's queues" />
    </Page>
  );
}
