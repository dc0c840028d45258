import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { RawText } from '../parts/raw-text';
import { ErrorState, LoadingState } from '../parts/states';

interface Properties<Kept> {
  readonly path: string;
  readonly textOf: (kept: Kept) => string;
}

/** The stored text, loaded when it is opened. */
export function KeptBody<Kept>({ path, textOf }: Properties<Kept>): JSX.Element {
  const kept = useQuery({ queryKey: ['kept', path], queryFn: () => get<Kept>(path) });
  if (kept.isPending) return <LoadingState lines={2} />;
  if (kept.isError) return <ErrorState error={kept.error} onRetry={() => void kept.refetch()} />;
  return <RawText text={textOf(kept.data)} />;
}
