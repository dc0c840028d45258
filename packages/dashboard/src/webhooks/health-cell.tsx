import { Skeleton } from '@mantine/core';
import { type JSX } from 'react';
import { type Webhook } from '../api/types';
import { words } from '../parts/format';
import { Ago } from '../parts/moment';
import { StatusBadge } from '../parts/status-badge';
import { type Health } from './to-health';
import { useHealth } from './use-health';

interface Properties {
  readonly webhook: Webhook;
  /** On the page of one webhook; not in the list. */
  readonly often?: boolean;
}

/** Whether it works, how many of its newest deliveries were taken, and what went wrong last. */
export function HealthCell({ webhook, often = false }: Properties): JSX.Element {
  const health = useHealth(webhook.id, { often });
  if (!webhook.enabled) {
    return (
      <div>
        <StatusBadge status="disabled" />
        <div className="aside">{webhook.disabledReason && words(webhook.disabledReason)}</div>
      </div>
    );
  }
  if (!health) return <Skeleton height={20} width={120} />;
  return (
    <div>
      <StatusBadge status={health.state} />
      {health.tried > 0 && (
        <div className="aside">
          {health.delivered} of the last {health.tried} delivered
        </div>
      )}
      {health.lastFailure && <LastFailure of={health.lastFailure} />}
    </div>
  );
}

export function LastFailure({
  of: { lastAttempt },
}: {
  readonly of: NonNullable<Health['lastFailure']>;
}): JSX.Element | null {
  if (!lastAttempt) return null;
  const { httpStatus, error, at } = lastAttempt;
  return (
    <div className="aside">
      last failure: {httpStatus === null ? error : `HTTP ${httpStatus}`}, <Ago at={at} />
    </div>
  );
}
