import { type JSX } from 'react';
import { Page } from '../parts/page';
import { PushesPanel } from './pushes-panel';
import { RepliesPanel } from './replies-panel';

/** Texts from Sectigo that could not be read. */
export function UnreadPage(): JSX.Element {
  return (
    <Page title="Unread">
      <RepliesPanel />
      <PushesPanel />
    </Page>
  );
}
