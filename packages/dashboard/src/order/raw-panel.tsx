import { type JSX } from 'react';
import { type Order } from '../api/types';
import { CopyIcon } from '../parts/copied';
import { Section } from '../parts/page';
import { Folded, RawText } from '../parts/raw-text';

/** The order as the API tells it. */
export function RawPanel({ order }: { readonly order: Order }): JSX.Element {
  const text = JSON.stringify(order, null, 2);
  return (
    <Section title="Raw" aside={<CopyIcon value={text} name="the order as JSON" />}>
      <div className="unfolding">
        <Folded label="The order as JSON">{() => <RawText text={text} />}</Folded>
      </div>
    </Section>
  );
}
