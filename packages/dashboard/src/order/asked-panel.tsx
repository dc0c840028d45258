import { Title } from '@mantine/core';
import { type JSX } from 'react';
import { type Order } from '../api/types';
import { Facts } from '../parts/facts';
import { words } from '../parts/format';
import { Section } from '../parts/page';
import { toFacts } from './to-facts';

/** What the caller asked for, as the gateway keeps it: without the bodies of CSR and attestation. */
export function AskedPanel({ order }: { readonly order: Order }): JSX.Element {
  const { certificateType, validityDays, reference } = order;
  const groups = {
    organization: order.organization,
    applicant: order.applicant,
    provisioning: order.provisioning,
    validation: order.validation,
    notifications: order.notifications,
    metadata: order.metadata,
  };
  return (
    <Section title="Order data">
      <Facts
        facts={[
          ['Certificate', words(certificateType)],
          ['Valid for', `${validityDays} days`],
          ['Reference', reference],
        ]}
      />
      <div className="asked-groups">
        {Object.entries(groups).map(([name, group]) => (
          <Group key={name} name={name} value={group} />
        ))}
      </div>
    </Section>
  );
}

function Group({
  name,
  value,
}: {
  readonly name: string;
  readonly value: object | null | undefined;
}): JSX.Element | null {
  const facts = toFacts(value ?? {}, name === 'metadata');
  if (facts.length === 0) return null;
  return (
    <div className="asked">
      <Title order={3} size="h6">
        {words(name)}
      </Title>
      <Facts facts={facts} />
    </div>
  );
}
