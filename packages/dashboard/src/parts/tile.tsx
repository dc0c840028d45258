import { type JSX, type ReactNode } from 'react';

interface Properties {
  readonly name: string;
  /** Undefined or null while it is not known: then no number is shown. */
  readonly value: ReactNode;
  readonly text?: ReactNode;
}

/** A number that people look for first, in a list of such. */
export function Tile({ name, value, text }: Properties): JSX.Element {
  return (
    <li className="tile">
      {name}
      <strong>{value ?? '–'}</strong>
      {text !== undefined && <small>{text}</small>}
    </li>
  );
}
