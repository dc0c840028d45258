import { type JSX } from 'react';
import { type Certificate, type Order } from '../api/types';
import { DaysLeft } from '../parts/days-left';
import { Facts } from '../parts/facts';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { StatusBadge } from '../parts/status-badge';
import { CertificateDownload } from './certificate-download';
import { Comparison } from './comparison';
import { MismatchList } from './mismatch-list';
import { useDelivered } from './use-delivered';

interface Properties {
  readonly order: Order;
  readonly certificate: Certificate;
}

/** The delivered certificate, compared with the order. */
export function CertificatePanel({ order, certificate }: Properties): JSX.Element {
  const { status, statusDescription, issuedAt, expiresAt, revokedAt, mismatches } = certificate;
  const delivered = useDelivered(order).data;
  return (
    <Section title="Certificate">
      {mismatches.length > 0 && <MismatchList mismatches={mismatches} />}
      <Facts
        facts={[
          ['Status', <StatusBadge key="status" status={status} />],
          ['Sectigo says', statusDescription],
          ['Issued', issuedAt && <Moment at={issuedAt} />],
          ['Expires', expiresAt && <End at={expiresAt} counts={status === 'issued'} />],
          ['Revoked', revokedAt && <Moment at={revokedAt} />],
        ]}
      />
      {delivered && <Comparison order={order} delivered={delivered} />}
      <CertificateDownload order={order} certificate={certificate} />
    </Section>
  );
}

interface EndProperties {
  readonly at: string;
  /** False of a certificate that is gone before it ends. */
  readonly counts: boolean;
}

function End({ at, counts }: EndProperties): JSX.Element {
  return (
    <>
      <Moment at={at} />
      {counts && (
        <div>
          <DaysLeft until={at} />
        </div>
      )}
    </>
  );
}
