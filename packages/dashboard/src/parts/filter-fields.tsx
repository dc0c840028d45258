import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type JSX, useEffect, useRef, useState } from 'react';

const TYPING_MS = 300;

interface Properties {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string | undefined;
  /** Empty: not narrowed by it. */
  readonly onChange: (value: string) => void;
}

/** Narrows a list once one has stopped typing. */
export function SearchField({ label, placeholder, value, onChange }: Properties): JSX.Element {
  const [typed, setTyped] = useState(value ?? '');
  const searched = useRef(value ?? '');
  const search = useDebouncedCallback((text: string) => {
    searched.current = text;
    onChange(text);
  }, TYPING_MS);
  // Back changes the address without the field
  useEffect(() => {
    if (searched.current === (value ?? '')) return;
    searched.current = value ?? '';
    setTyped(value ?? '');
  }, [value]);
  return (
    <TextInput
      label={label}
      type="search"
      placeholder={placeholder}
      className="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}

/** A day as the clock on the wall has it: from its midnight. */
export function DayField({ label, value, onChange }: Properties): JSX.Element {
  return (
    <TextInput
      label={label}
      type="date"
      value={value === undefined ? '' : localDay(value)}
      onChange={(event) => {
        const day = event.currentTarget.value;
        onChange(day === '' ? '' : new Date(`${day}T00:00`).toISOString());
      }}
    />
  );
}

function localDay(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const pad = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
