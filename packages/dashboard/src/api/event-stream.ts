import { useEffect, useState } from 'react';
import { type EventType } from './types';
import { useLookAtOrders } from './use-look-again';

/** All of orders and certificates: does not compile when one is missing. */
const EVENTS = Object.keys({
  'order.accepted': true,
  'order.queued': true,
  'order.submitting': true,
  'order.placed': true,
  'order.rejected': true,
  'order.failed': true,
  'order.held': true,
  'order.outcome-unknown': true,
  'order.reconciled': true,
  'order.cancelled': true,
  'order.revocation-refused': true,
  'certificate.issued': true,
  'certificate.rejected': true,
  'certificate.revoked': true,
  'certificate.replaced': true,
  'certificate.updated': true,
  'certificate.expiring': true,
} satisfies Record<Extract<EventType, `order.${string}` | `certificate.${string}`>, true>);
/** Many events at once are one look. */
const GATHER_MS = 400;
const AGAIN_MS = 5_000;

/** Reloads the page's data whenever an order changes. Returns whether the stream is open. */
export function useLiveUpdates(): boolean {
  const lookAgain = useLookAtOrders();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource;
    let reconnect: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void lookAgain();
      }, GATHER_MS);
    };
    const connect = (): void => {
      source = new EventSource('/v1/events');
      source.onopen = () => {
        setLive(true);
        look();
      };
      source.onerror = () => {
        setLive(false);
        // a broken line is mended by the browser, a refusal is not
        if (source.readyState === EventSource.CLOSED) reconnect = setTimeout(connect, AGAIN_MS);
      };
      for (const type of EVENTS) source.addEventListener(type, look);
    };
    connect();
    return () => {
      source.close();
      clearTimeout(timer);
      clearTimeout(reconnect);
    };
  }, [lookAgain]);
  return isLive;
}
