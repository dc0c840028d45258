import { Kbd, Loader, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type JSX, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { Refusal } from '../parts/states';
import { FindResults } from './find-results';
import { type Place } from './places';
import { type Finds, useFinds } from './use-finds';

const TYPING_MS = 150;

/** One search field for everything. Arrow keys select a result, Enter opens it. */
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
            {!hasPlaces && !find.isLooking && 'No results. Ids must be complete.'}
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

/** The query, its results, and the selected result. */
function useChoice(go: (to: string) => void): Choice {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [isEager, setEager] = useState(false);
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  const finds = useFinds(settled);
  // until then the screen shows results of an earlier query
  const isLooking = finds.isLooking || settled !== typed;
  const places = finds.groups.flatMap((group) => group.places);
  const chosen = Math.min(at, Math.max(places.length - 1, 0));
  const first = places[chosen]?.to;
  // Enter before the results arrive means the first of them
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
