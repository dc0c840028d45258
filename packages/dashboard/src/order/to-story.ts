import { type Certificate, type Order, type ProblemType } from '../api/types';
import { daysUntil, duration } from '../parts/format';

/** An order's status and the next step, in words. */
export interface Story {
  readonly tone: 'good' | 'waiting' | 'bad' | 'doubt' | 'held' | 'still';
  readonly title: string;
  readonly text: string;
  readonly todo: string;
  /** Who must act; absent: nobody. */
  readonly actor?: 'caller' | 'operator' | 'sectigo';
}

interface Surroundings {
  readonly paused: boolean;
  /** The catalogue of problems. */
  readonly problems: readonly Pick<ProblemType, 'code' | 'whatToDo'>[];
  readonly now: number;
}

const NOTHING = 'Nothing to do.';
const SOON_DAYS = 30;

export function toStory(order: Order, around: Surroundings): Story {
  switch (order.status) {
    case 'queued':
      return queued(order, around);
    case 'submitting':
      return {
        tone: 'waiting',
        title: 'Being sent to Sectigo now',
        text: 'Sectigo usually answers within seconds.',
        todo: NOTHING,
      };
    case 'placed':
      return placed(order, around.now);
    case 'cancelled':
      return {
        tone: 'still',
        title: 'Cancelled',
        text: 'The order was cancelled before it was sent. Nothing was bought.',
        todo: NOTHING,
      };
    case 'outcome-unknown':
      return {
        tone: 'doubt',
        title: 'It is not known whether Sectigo has this order',
        text: 'The order was sent, and no usable answer came. Sectigo may have sold it, so it is not sent again automatically.',
        todo: 'Compare the order with the lines of Sectigo’s report below, look in Sectigo’s portal, and resolve it.',
        actor: 'operator',
      };
    case 'rejected':
    case 'failed':
    case 'held':
      return troubled(order, around);
  }
}

function queued({ nextAttemptAt, attempts }: Order, { paused, now }: Surroundings): Story {
  const waiting = { tone: 'waiting', title: 'Waits to be sent to Sectigo' } as const;
  if (paused) {
    return {
      ...waiting,
      tone: 'held',
      text: 'Sending is paused. The order is stored and waits.',
      todo: 'Resume once the cause is gone, or cancel the order.',
      actor: 'operator',
    };
  }
  const isLater = nextAttemptAt !== null && Date.parse(nextAttemptAt) > now + 1_000;
  if (!isLater || attempts === 0) {
    return { ...waiting, text: 'It is sent within seconds.', todo: NOTHING };
  }
  const inTime = duration(Math.round((Date.parse(nextAttemptAt) - now) / 1_000));
  return { ...waiting, text: `Nothing was bought so far. The next attempt is in ${inTime}.`, todo: NOTHING };
}

/** An operator said so, or Sectigo gave a code that the catalogue does not know: the gateway cannot vouch for it. */
const UNCERTAIN = new Set(['order-not-placed', 'sectigo-error-unrecognised']);

const TROUBLES = { rejected: 'Rejected', failed: 'Failed', held: 'Held' } as const;

function troubled({ status, problem }: Order, { problems }: Surroundings): Story {
  const known = problems.find(({ code }) => code === problem?.code);
  return {
    tone: status === 'held' ? 'held' : 'bad',
    title: `${TROUBLES[status as keyof typeof TROUBLES]}: ${problem?.title ?? 'unknown reason'}`,
    text: [problem?.detail, !UNCERTAIN.has(problem?.code ?? '') && 'Nothing was bought.']
      .filter(Boolean)
      .join(' '),
    todo: known?.whatToDo ?? '',
    ...(problem && { actor: problem.actor }),
  };
}

function placed(order: Order, now: number): Story {
  const { certificate, placedAt, renewedBy } = order;
  if (certificate === null)
    return { tone: 'good', title: 'Placed', text: 'Sectigo has accepted it.', todo: NOTHING };
  switch (certificate.status) {
    case 'issued':
      return issued(certificate, renewedBy !== null, now);
    case 'pending':
    case 'awaiting-brand-validation': {
      const waited = placedAt === null ? 0 : (now - Date.parse(placedAt)) / 1_000;
      return {
        tone: 'waiting',
        title: 'Sectigo is validating it',
        text: `It was placed ${duration(Math.max(0, Math.round(waited)))} ago. The certificate is not issued yet.`,
        todo: 'Nothing to do here. If it takes days, ask Sectigo and give its order number.',
        actor: 'sectigo',
      };
    }
    case 'revoked':
      return {
        tone: 'still',
        title: 'The certificate is revoked',
        text: 'It is no longer trusted.',
        todo: NOTHING,
      };
    case 'replaced':
      return {
        tone: 'still',
        title: 'Sectigo has replaced the certificate',
        text: 'Another certificate took its place.',
        todo: NOTHING,
      };
    case 'rejected':
    case 'failed':
      return {
        tone: 'bad',
        title:
          certificate.status === 'rejected'
            ? 'Sectigo refused the certificate'
            : 'Sectigo could not issue the certificate',
        text: 'It was never issued. Sectigo’s message is below.',
        todo: 'Ask Sectigo why, and for a refund; give its order number. The client must place a new order.',
        actor: 'operator',
      };
  }
}

function issued({ mismatches, expiresAt }: Certificate, isRenewed: boolean, now: number): Story {
  if (mismatches.length > 0) {
    return {
      tone: 'bad',
      title: 'The certificate does not match the order',
      text: 'Sectigo delivered something else. The differences are marked below.',
      todo: 'Tell the client not to use it. Have Sectigo replace it, or revoke it.',
      actor: 'operator',
    };
  }
  const days = expiresAt === null ? null : daysUntil(expiresAt, now);
  if (days !== null && days <= 0) {
    return {
      tone: 'still',
      title: 'The certificate has expired',
      text: isRenewed ? 'A renewal was ordered.' : 'No renewal was ordered.',
      todo: isRenewed ? NOTHING : 'Renew it if it is still needed.',
    };
  }
  if (days !== null && days <= SOON_DAYS) {
    const left = `The certificate expires in ${days === 1 ? '1 day' : `${days} days`}`;
    return isRenewed
      ? { tone: 'good', title: left, text: 'A renewal was ordered.', todo: NOTHING }
      : {
          tone: 'doubt',
          title: left,
          text: 'No renewal was ordered yet.',
          todo: 'Renew it if it is still needed.',
          actor: 'caller',
        };
  }
  return {
    tone: 'good',
    title: 'The certificate is issued',
    text: 'It matches the order.',
    todo: NOTHING,
  };
}
