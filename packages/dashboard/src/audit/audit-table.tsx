import { type JSX } from 'react';
import { type AuditEntry } from '../api/types';
import { type Column, DataTable } from '../parts/data-table';
import { words } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { ACTIONS } from './audit-filters';
import { toChanges } from './to-changes';

/** Targets with their own page. */
const PAGES: Readonly<Record<string, string>> = { order: 'orders', client: 'clients', webhook: 'webhooks' };

const OTHERS: Readonly<Record<string, string>> = { submissions: 'Sending', notification: 'Push' };

interface Properties {
  readonly entries: readonly AuditEntry[];
  /** Of one thing, which need not be named in each line, or of many. */
  readonly about?: 'one' | 'many';
}

export function AuditTable({ entries, about = 'many' }: Properties): JSX.Element {
  const targets: Column<AuditEntry>[] = [{ name: 'To', cell: ({ target }) => <Target {...target} /> }];
  return (
    <DataTable
      label="Audit entries"
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { name: 'When', cell: ({ at }) => <Moment at={at} /> },
        { name: 'What', cell: ({ action }) => ACTIONS[action] },
        ...(about === 'many' ? targets : []),
        { name: 'Change', cell: changeOf },
        { name: 'Note', cell: ({ note }) => note && <span className="break">{note}</span> },
        { name: 'Who', cell: ({ actor }) => <Actor {...actor} /> },
        {
          name: 'From',
          cell: ({ address, requestId }) => (
            <span title={`Request ${requestId ?? 'unknown'}`}>{address}</span>
          ),
        },
      ]}
    />
  );
}

function Target({ type, id }: AuditEntry['target']): JSX.Element {
  const page = PAGES[type];
  if (page === undefined) return <>{OTHERS[type] ?? 'Dashboard'}</>;
  return (
    <span title={id} className="whole">
      <PageLink to={`/${page}/${id}`}>
        {words(type)} …{id.slice(-8)}
      </PageLink>
    </span>
  );
}

function Actor({ kind, id, clientId }: AuditEntry['actor']): JSX.Element {
  return (
    <span className="break">
      {clientId === null ? words(kind) : <PageLink to={`/clients/${clientId}`}>Client</PageLink>}{' '}
      {id !== 'none' && <span className="mono">{id}</span>}
    </span>
  );
}

function changeOf({ before, after }: AuditEntry): JSX.Element | null {
  const changes = toChanges(before, after);
  if (changes.length === 0) return null;
  return (
    <div className="break">
      {changes.map(({ name, from, to }) => (
        <div key={name}>
          {words(name)}: {from !== undefined && to !== undefined ? `${from} → ${to}` : (to ?? <s>{from}</s>)}
        </div>
      ))}
    </div>
  );
}
