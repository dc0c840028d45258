import { type JSX } from 'react';
import { localTime, utcTime } from './format';

/** A time as the clock on the wall shows it, in UTC when pointed at. */
export function Moment({ at }: { readonly at: string | null | undefined }): JSX.Element {
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={utcTime(at)}>
      {localTime(at)}
    </time>
  );
}
