import { type JSX } from 'react';
import { type Certificate } from '../api/types';

type Mismatch = Certificate['mismatches'][number];

const MEANINGS: Readonly<Record<Mismatch, readonly [name: string, meaning: string]>> = {
  organization: [
    'Another organization',
    'It names another organization than the order. Signatures made with it carry the wrong name.',
  ],
  key: [
    'Another key',
    'It is for another key than the CSR’s. The owner of the ordered key cannot sign with it, and someone else may.',
  ],
  validity: [
    'Another validity',
    'It is valid for another period than ordered, or has already expired. Check its expiry date.',
  ],
  chain: [
    'The wrong chain',
    'The certificates delivered as its issuers did not issue it. Programs may not trust it. Download the issuers from Sectigo’s portal.',
  ],
};

/** The differences between order and certificate, and what they mean; the next step is at the top of the page. */
export function MismatchList({ mismatches }: { readonly mismatches: readonly Mismatch[] }): JSX.Element {
  return (
    <ul className="mismatches" aria-label="Not as ordered">
      {mismatches.map((mismatch) => {
        const [name, meaning] = MEANINGS[mismatch];
        return (
          <li key={mismatch}>
            <strong>{name}.</strong> {meaning}
          </li>
        );
      })}
    </ul>
  );
}
