import { type Author } from '../../audit/append-audit.query.js';
import { type PushedField, readPushBody, readPushNotification } from '../../sectigo/index.js';
import { type RereadRequest, type RereadText } from '../../shared/reread-text.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { storable } from '../push/storable-fields.js';
import { type UnreadPush, type UnreadPushesRepository } from './unread-pushes.repository.js';

/** Reads kept pushes with today's reader. What can be read now goes through the inbox as any other. */
export class RereadPushes {
  constructor(private readonly pushes: UnreadPushesRepository) {}

  async execute({ since, apply }: RereadRequest, by: Author): Promise<RereadText[]> {
    const results: RereadText[] = [];
    for (const push of await this.pushes.unread(since)) {
      const fields = await fieldsOf(push);
      const readable = fields !== null && (!apply || (await this.putBack(push, fields, by)));
      results.push(toResult(push, readable));
    }
    return results;
  }

  private putBack(push: UnreadPush, fields: readonly PushedField[], by: Author): Promise<boolean> {
    const { orderNumber } = readPushNotification(fields);
    return this.pushes.putBack(push, { fields, orderNumber }, by);
  }
}

/** Null where today's reader makes no more of it than the one of then. */
async function fieldsOf({ state, fields, body, contentType }: UnreadPush): Promise<PushedField[] | null> {
  if (state === 'unusable') return isUsable(fields) ? [...fields] : null;
  if (body === null) return null;
  const read = await readPushBody(body, contentType);
  return read.kind === 'fields' ? [...read.fields.map(storable), ...fields] : null;
}

function isUsable(fields: readonly PushedField[]): boolean {
  const { orderNumber, state } = readPushNotification(fields);
  return orderNumber !== null && state !== null && state !== 'unrecognised';
}

function toResult({ seq, state, reason, lastReceivedAt: at }: UnreadPush, readable: boolean): RereadText {
  return {
    id: sequenceId('ntf', seq),
    at,
    from: state,
    to: readable ? 'received' : null,
    detail: readable ? 'it goes through the inbox again' : (reason ?? 'it still cannot be read'),
  };
}
