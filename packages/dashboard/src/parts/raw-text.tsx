import { type JSX, useState } from 'react';

interface Properties {
  /** Shown while it is closed. */
  readonly label: string;
  /** Asked for once it is opened. */
  readonly children: () => JSX.Element;
}

/** What may be long, and is seldom looked at. */
export function Folded({ label, children }: Properties): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && children()}
    </details>
  );
}

/** As it came, with its lines. */
export function RawText({ text }: { readonly text: string }): JSX.Element {
  return (
    <pre className="raw" tabIndex={0}>
      {text === '' ? 'The text has nothing that can be shown.' : text}
    </pre>
  );
}
