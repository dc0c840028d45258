import { Paper, Stack, Text, Title } from '@mantine/core';
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

/** That Sectigo delivered something else, in what, and what to do about it. */
export function MismatchAlert({ mismatches }: { readonly mismatches: readonly Mismatch[] }): JSX.Element {
  return (
    <Paper
      withBorder
      p="md"
      m="md"
      mb={0}
      className="banner"
      data-tone="bad"
      component="section"
      aria-label="Not what was ordered"
    >
      <Stack gap="xs">
        <Title order={3} size="h5">
          The certificate is not what was ordered
        </Title>
        <ul className="mismatches">
          {mismatches.map((mismatch) => {
            const [name, meaning] = MEANINGS[mismatch];
            return (
              <li key={mismatch}>
                <strong>{name}.</strong> {meaning}
              </li>
            );
          })}
        </ul>
        <Text>
          Compare it with what was asked for below, and tell the client not to use it until then. If it is
          wrong, revoke it here, or have Sectigo replace it.
        </Text>
      </Stack>
    </Paper>
  );
}
