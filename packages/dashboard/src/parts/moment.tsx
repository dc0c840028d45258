import { type JSX } from 'react';
import { ago, localTime, utcTime } from './format';
import { useNow } from './now';

interface Properties {
  readonly at: string | null | undefined;
}

/** A time as the clock on the wall shows it, in UTC when pointed at. */
export function Moment({ at }: Properties): JSX.Element {
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={utcTime(at)}>
      {localTime(at)}
    </time>
  );
}

/** How long ago it was; when, by both clocks, when pointed at. */
export function Ago({ at }: Properties): JSX.Element {
  const now = useNow();
  if (!at) return <>–</>;
  return (
    <time className="ago" dateTime={at} title={`${localTime(at)} (${utcTime(at)})`}>
      {ago(at, now)}
    </time>
  );
}
