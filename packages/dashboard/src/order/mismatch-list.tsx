import { type JSX } from 'react';
import { type Certificate } from '../api/types';

type Mismatch = Certificate['mismatches'][number];

const MEANINGS: Readonly<Record<Mismatch, readonly [name: string, meaning: string]>> = {
  organization: [
    'Another organization',
    'It names another organization than the order. Whoever uses it signs in a name that is not theirs.',
  ],
  key: [
    'Another key',
    'It is for another key than that of the CSR. Whoever has the ordered key cannot sign with it, and somebody else may.',
  ],
  validity: [
    'Another validity',
    'It does not last as long as was ordered, or is over already. Look at when it ends.',
  ],
  chain: [
    'A chain that does not lead up',
    'What came as its issuers did not issue it. Programs may not trust it; take the issuers from Sectigo’s portal.',
  ],
};

/** In what Sectigo delivered something else, and what that means; what to do about it is at the head of the page. */
export function MismatchList({ mismatches }: { readonly mismatches: readonly Mismatch[] }): JSX.Element {
  return (
    <ul className="mismatches" aria-label="Not what was ordered">
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
