import { Kbd, Loader, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type JSX, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { Refusal } from '../parts/states';
import { FindResults } from './find-results';
import { type Place } from './places';
import { type Finds, useFinds } from './use-finds';

const TYPING_MS = 150;

/** One field for everything: what is typed is looked for by whatever it may be. Arrow keys choose, Enter goes there. */
export function FindDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [, goTo] = useLocation();
  const list = useId();
  const find = useChoice((to) => {
    onClose();
    goTo(to);
  });
  const hasPlaces = find.places.length > 0;
  return (
    <Modal.Root opened onClose={onClose} lockScroll={false} size="lg">
      <Modal.Overlay />
      <Modal.Content aria-label="Find">
        <Modal.Body p={0}>
          <TextInput
            aria-label="Find anything"
            placeholder="Organization, reference, number, id, client, page …"
            size="lg"
            variant="unstyled"
            px="md"
            role="combobox"
            aria-expanded={hasPlaces}
            aria-controls={list}
            aria-activedescendant={hasPlaces ? `${list}-${find.chosen}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={find.typed}
            onChange={(event) => find.type(event.currentTarget.value)}
            onKeyDown={find.onKeyDown}
            rightSection={find.isLooking ? <Loader size="xs" /> : null}
          />
          <FindResults id={list} groups={find.groups} chosen={find.chosen} onChoose={find.go} />
          <div className="find-foot" role="status">
            {find.error && <Refusal error={find.error} />}
            {!hasPlaces && !find.isLooking && 'Nothing is called that. Ids must be complete.'}
          </div>
          <div className="find-foot" aria-hidden="true">
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose · <Kbd>Enter</Kbd> open · <Kbd>Esc</Kbd> close
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface Choice extends Finds {
  readonly typed: string;
  readonly places: readonly Place[];
  readonly chosen: number;
  readonly type: (text: string) => void;
  readonly go: (to: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What is typed, what it means, and which of that is chosen. */
function useChoice(go: (to: string) => void): Choice {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [isEager, setEager] = useState(false);
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  const finds = useFinds(settled);
  // what is on the screen is of another text until then
  const isLooking = finds.isLooking || settled !== typed;
  const places = finds.groups.flatMap((group) => group.places);
  const chosen = Math.min(at, Math.max(places.length - 1, 0));
  const first = places[chosen]?.to;
  // who is faster than the search means what it will find
  useEffect(() => {
    if (isEager && !isLooking && first !== undefined) go(first);
  }, [isEager, isLooking, first, go]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && places.length > 0) {
      event.preventDefault();
      setAt((chosen + step + places.length) % places.length);
    }
    if (event.key === 'Enter') setEager(true);
  };
  const type = (text: string): void => {
    setTyped(text);
    setAt(0);
    setEager(false);
  };
  return { ...finds, isLooking, typed, places, chosen, type, go, onKeyDown };
}
