/** A place of the dashboard that a search leads to. */
export interface Place {
  readonly to: string;
  readonly title: string;
  /** Beside the title: its kind, or a detail that distinguishes it. */
  readonly hint: string;
  /** By which words it is found as well. */
  readonly words?: string;
}

/** Pages, actions and lists, with other words to find them by. */
export const PLACES: readonly Place[] = [
  { to: '/', title: 'Overview', hint: 'Page', words: 'home status why is nothing sent pause' },
  { to: '/orders', title: 'Orders', hint: 'Page', words: 'list' },
  {
    to: '/certificates',
    title: 'Certificates',
    hint: 'Page',
    words: 'expire ends renew calendar revocations',
  },
  { to: '/money', title: 'Money', hint: 'Page', words: 'spend spent balance credit cost finance month' },
  { to: '/clients', title: 'Clients', hint: 'Page', words: 'keys limits services' },
  { to: '/webhooks', title: 'Webhooks', hint: 'Page', words: 'deliveries events receivers broken' },
  { to: '/unread', title: 'Unread', hint: 'Page', words: 'replies pushes sectigo answered' },
  { to: '/audit', title: 'Audit', hint: 'Page', words: 'who did what trail verify' },
  { to: '/queues', title: 'Queues', hint: 'Page', words: 'jobs bull board redis' },
  {
    to: '/orders?status=outcome-unknown',
    title: 'Orders of unknown outcome',
    hint: 'List',
    words: 'doubt resolve',
  },
  { to: '/orders?status=held', title: 'Held orders', hint: 'List', words: 'waiting credit' },
  {
    to: '/orders?status=failed&status=rejected',
    title: 'Failed and rejected orders',
    hint: 'List',
    words: 'errors',
  },
  {
    to: '/orders?mismatched=true',
    title: 'Certificates that do not match their orders',
    hint: 'List',
    words: 'mismatch differ',
  },
  { to: '/?do=pause', title: 'Pause sending', hint: 'Action', words: 'stop hold submissions' },
  { to: '/clients?do=new', title: 'New client', hint: 'Action', words: 'new add key' },
];

/** Those that contain all words of the query. */
export function placesFor(query: string, places: readonly Place[]): readonly Place[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ title, hint, words = '' }: Place): string => `${title} ${hint} ${words}`.toLowerCase();
  return places.filter((place) => wanted.every((word) => textOf(place).includes(word)));
}
