import { type JSX } from 'react';
import { type Certificate } from '../api/types';
import { DaysLeft, endsSoon } from '../parts/days-left';
import { StatusBadge } from '../parts/status-badge';

/** The certificate's status and warnings. */
export function CertificateCell({ certificate }: { readonly certificate: Certificate }): JSX.Element {
  const { status, expiresAt, mismatches } = certificate;
  return (
    <div>
      <StatusBadge status={status} />
      {mismatches.length > 0 && (
        <div className="toned" data-tone="bad">
          Not as ordered
        </div>
      )}
      {status === 'issued' && expiresAt && endsSoon(expiresAt) && (
        <div>
          <DaysLeft until={expiresAt} />
        </div>
      )}
    </div>
  );
}
