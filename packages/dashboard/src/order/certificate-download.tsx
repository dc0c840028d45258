import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX, useId } from 'react';
import { getFile } from '../api/request';
import { type Certificate, type Order } from '../api/types';
import { save } from '../parts/save';
import { Refusal } from '../parts/states';

const FORMATS = {
  pem: { accept: 'application/pem-certificate-chain', label: 'Download with chain (PEM)' },
  der: { accept: 'application/pkix-cert', label: 'Download without chain (DER)' },
} as const;
type Format = keyof typeof FORMATS;

const MISSING: Readonly<Record<Certificate['status'], string | null>> = {
  pending: 'There is nothing to download yet: Sectigo has not issued it.',
  'awaiting-brand-validation': 'There is nothing to download yet: Sectigo has not issued it.',
  issued: 'Sectigo has issued it but not delivered it yet. It comes with a push, or is in Sectigo’s portal.',
  failed: 'There is nothing to download: Sectigo could not issue it.',
  rejected: 'There is nothing to download: it was never issued.',
  // it may have been delivered after this was told, which the order does not show
  revoked: null,
  replaced: null,
};

interface Properties {
  readonly order: Order;
  readonly certificate: Certificate;
}

export function CertificateDownload({ order, certificate }: Properties): JSX.Element {
  const explanation = useId();
  const missing = certificate.expiresAt === null ? MISSING[certificate.status] : null;
  const download = useMutation({
    mutationFn: async (format: Format) => {
      const path = `/v1/orders/${encodeURIComponent(order.id)}/certificate`;
      const name = `certificate-${order.sectigo?.orderNumber ?? order.id}.${format}`;
      save(name, await getFile(path, FORMATS[format].accept));
    },
  });
  return (
    <Stack gap="xs" p="md" pt={0}>
      <Group gap="xs">
        {(Object.keys(FORMATS) as Format[]).map((format) => (
          <Button
            key={format}
            variant="default"
            disabled={missing !== null}
            loading={download.isPending && download.variables === format}
            aria-describedby={missing === null ? undefined : explanation}
            onClick={() => download.mutate(format)}
          >
            {FORMATS[format].label}
          </Button>
        ))}
      </Group>
      {missing !== null && (
        <Text id={explanation} size="sm" c="dimmed">
          {missing}
        </Text>
      )}
      <Refusal error={download.error} />
    </Stack>
  );
}
