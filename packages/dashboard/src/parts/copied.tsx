import { CopyButton, Group, UnstyledButton } from '@mantine/core';
import { type JSX } from 'react';

interface Properties {
  readonly value: string;
  /** Its name, for screen readers. */
  readonly name: string;
  /** An id or a digest, whose characters are looked at one by one. */
  readonly mono?: boolean;
}

/** An id or a number that people paste elsewhere, with a button for it. */
export function Copied({ value, name, mono = false }: Properties): JSX.Element {
  return (
    <Group gap={4} wrap="nowrap" component="span" className="copied">
      <span className={mono ? 'mono break' : 'break'}>{value}</span>
      <CopyIcon value={value} name={name} />
    </Group>
  );
}

export function CopyIcon({ value, name }: Pick<Properties, 'value' | 'name'>): JSX.Element {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <UnstyledButton
          className="copy"
          onClick={copy}
          data-copied={copied}
          aria-label={copied ? `${name} copied` : `Copy ${name}`}
          title={copied ? 'Copied' : 'Copy'}
        >
          {copied ? '✓' : <Sheets />}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

function Sheets(): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none" stroke="currentColor">
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </svg>
  );
}
