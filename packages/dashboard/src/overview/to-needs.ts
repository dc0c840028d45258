import { type Webhook } from '../api/types';
import { counted } from '../parts/format';

/** Everything that may need action. */
export interface Known {
  /** By status. */
  readonly orders: Readonly<Record<string, number>>;
  /** Failed orders that were accepted in the last three days, so that a weekend is among them. */
  readonly failedLately: number;
  readonly mismatched: number;
  /** Days left of each certificate that ends soon and is not renewed. */
  readonly endingDays: readonly number[];
  /** Webhooks that fail, or were disabled because they failed. */
  readonly broken: readonly Pick<Webhook, 'id' | 'url' | 'description' | 'enabled'>[];
  readonly pushesWaiting: number;
}

/** Something that needs a person, and where it is dealt with. */
export interface Need {
  readonly tone: 'bad' | 'doubt' | 'held';
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly button: string;
}

const MOST_NAMES = 3;

/** Most urgent first: risk of double cost, then stopped orders, then upcoming problems. */
export function toNeeds(known: Known, since: string): readonly Need[] {
  const needs = [...ofOrders(known, since), ...ofCertificates(known), ofWebhooks(known), ofPushes(known)];
  return needs.filter((need) => need !== false);
}

type Perhaps = Need | false;

function ofOrders({ orders, failedLately }: Known, since: string): readonly Perhaps[] {
  const unknown = orders['outcome-unknown'] ?? 0;
  const held = orders['held'] ?? 0;
  return [
    unknown > 0 && {
      tone: 'doubt',
      title: `The outcome of ${counted(unknown, 'order')} is unknown`,
      text: 'Sectigo may have charged for it. The gateway looks in Sectigo’s report and does not send it again.',
      to: '/orders?status=outcome-unknown',
      button: 'Show and resolve',
    },
    held > 0 && {
      tone: 'held',
      title: `${counted(held, 'order')} ${are(held)} held`,
      text: 'Sectigo refuses until something is fixed, such as credit or a permission. Each order says what.',
      to: '/orders?status=held',
      button: 'Show held orders',
    },
    failedLately > 0 && {
      tone: 'bad',
      title: `${counted(failedLately, 'order')} of the last 3 days failed`,
      text: 'They are not sent again automatically. Each order says why it failed and whether a retry helps.',
      to: `/orders?status=failed&createdAfter=${encodeURIComponent(since)}`,
      button: 'Show failed orders',
    },
  ];
}

function ofCertificates({ mismatched, endingDays }: Known): readonly Perhaps[] {
  const isOne = endingDays.length === 1;
  return [
    mismatched > 0 && {
      tone: 'bad',
      title: `${counted(mismatched, 'certificate')} ${mismatched === 1 ? 'does' : 'do'} not match the order`,
      text: 'Sectigo delivered something else. Have it replaced or revoked before anyone relies on it.',
      to: '/orders?mismatched=true',
      button: 'Show mismatches',
    },
    endingDays.length > 0 && {
      tone: 'doubt',
      title: `${counted(endingDays.length, 'certificate')} ${isOne ? 'expires' : 'expire'} within 30 days without a renewal`,
      text: `${isOne ? 'It' : 'The first'} expires ${inDaysText(Math.min(...endingDays))}.`,
      to: '/certificates',
      button: 'Show certificates',
    },
  ];
}

function ofWebhooks({ broken }: Known): Perhaps {
  const [first, ...others] = broken;
  if (first === undefined) return false;
  const names = broken.slice(0, MOST_NAMES).map(nameOf).join(', ');
  return {
    tone: 'bad',
    title: `${counted(broken.length, 'webhook')} ${others.length === 0 ? 'fails' : 'fail'}`,
    text: `Events do not reach: ${names}${broken.length > MOST_NAMES ? ' …' : ''}`,
    to: others.length === 0 ? `/webhooks/${first.id}` : '/webhooks',
    button: others.length === 0 ? 'Show the webhook' : 'Show webhooks',
  };
}

const ofPushes = ({ pushesWaiting }: Known): Perhaps =>
  pushesWaiting > 0 && {
    tone: 'doubt',
    title: `Sectigo sent pushes about ${counted(pushesWaiting, 'order')} that the gateway does not know`,
    text: 'Another system may use the same account.',
    to: '/certificates',
    button: 'Show pushes',
  };

const are = (count: number): string => (count === 1 ? 'is' : 'are');
const nameOf = ({ description, url, enabled }: Known['broken'][number]): string =>
  `${description ?? url}${enabled ? '' : ' (disabled)'}`;
const inDaysText = (days: number): string => (days <= 1 ? 'within a day' : `in ${days} days`);
