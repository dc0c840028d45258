import { Textarea } from '@mantine/core';
import { type JSX } from 'react';

const MAX_NOTE = 1_000;

interface Properties {
  readonly label: string;
  readonly value: string;
  readonly onChange: (note: string) => void;
  readonly required?: boolean;
  readonly error?: string | null;
}

/** Why: for the timeline and the audit trail. */
export function NoteField({ label, value, onChange, required = false, error }: Properties): JSX.Element {
  return (
    <Textarea
      label={label}
      value={value}
      maxLength={MAX_NOTE}
      autosize
      minRows={2}
      onChange={(event) => onChange(event.currentTarget.value)}
      required={required}
      error={error}
    />
  );
}
