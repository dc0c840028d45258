import { type JSX } from 'react';
import { Page } from '../parts/page';
import { PushesPanel } from './pushes-panel';
import { RepliesPanel } from './replies-panel';

/** What Sectigo said and nobody could read. */
export function UnreadPage(): JSX.Element {
  return (
    <Page title="Unread">
      <RepliesPanel />
      <PushesPanel />
    </Page>
  );
}
