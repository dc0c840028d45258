import { useSearchParams } from 'wouter';

/** Whether a dialog of this name is open: in the address, so that the search leads to it, and Back closes it. */
export function useDoing(name: string): readonly [isOpen: boolean, set: (isOpen: boolean) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (isOpen: boolean): void =>
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        if (isOpen) after.set('do', name);
        else after.delete('do');
        return after;
      },
      { replace: !isOpen },
    );
  return [query.get('do') === name, set];
}
