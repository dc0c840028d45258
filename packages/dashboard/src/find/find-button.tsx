import { Kbd, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { type JSX, lazy, Suspense } from 'react';

const FindDialog = lazy(async () => ({ default: (await import('./find-dialog')).FindDialog }));

/** Opens the search, as Ctrl-K and `/` do from wherever one is. */
export function FindButton(): JSX.Element {
  const [isOpen, dialog] = useDisclosure();
  // within a field only Ctrl-K: `/` is a letter there
  useHotkeys([['mod+K', dialog.open]], []);
  useHotkeys([['/', dialog.open]]);
  return (
    <>
      <UnstyledButton
        className="find"
        onClick={dialog.open}

        aria-keyshortcuts="Control+K /"
      >
        <Lens />
        <span className="find-words">Find anything</span>
        <Kbd size="xs" className="find-words" aria-hidden="true">
          Ctrl K
        </Kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense fallback={null}>
          <FindDialog onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}

function Lens(): JSX.Element {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </svg>
  );
}
