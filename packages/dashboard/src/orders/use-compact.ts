import { useLocalStorage } from '@mantine/hooks';

/** Whether this person wants more rows on the screen; the browser remembers it. */
export function useCompact(): readonly [isCompact: boolean, set: (isCompact: boolean) => void] {
  const [density, set] = useLocalStorage({
    key: 'orders-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });
  return [density === 'compact', (isCompact) => set(isCompact ? 'compact' : 'comfortable')];
}
