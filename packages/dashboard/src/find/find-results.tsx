import { type JSX } from 'react';
import { type Group } from './use-finds';

interface Properties {
  readonly id: string;
  readonly groups: readonly Group[];
  readonly chosen: number;
  readonly onChoose: (to: string) => void;
}

export function FindResults({ id, groups, chosen, onChoose }: Properties): JSX.Element {
  const order = new Map(groups.flatMap(({ places }) => places).map((place, index) => [place, index]));
  return (
    <div id={id} role="listbox" aria-label="Results" className="find-results">
      {groups.map(({ name, places }) => (
        <div key={name} role="group" aria-label={name}>
          <div className="find-group" aria-hidden="true">
            {name}
          </div>
          {places.map((place) => {
            const index = order.get(place);
            return (
              <div
                key={place.to}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === chosen}
                className="find-option"
                ref={(element) => {
                  if (index === chosen) element?.scrollIntoView({ block: 'nearest' });
                }}
                onClick={() => onChoose(place.to)}
              >
                <span className="find-title">{place.title}</span>
                <span className="aside">{place.hint}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
