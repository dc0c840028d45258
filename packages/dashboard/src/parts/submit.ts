import { type FormEvent } from 'react';

/** A form's submit that stays on the page. */
export function onSubmit(action: () => void): (event: FormEvent) => void {
  return (event) => {
    event.preventDefault();
    action();
  };
}
