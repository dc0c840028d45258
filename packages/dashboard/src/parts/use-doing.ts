import { useSearchParams } from 'wouter';

/** Whether the dialog of this name is open. It is in the address, so the search can open it and Back closes it. */
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
