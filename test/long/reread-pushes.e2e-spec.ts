import { beforeAll, describe, expect, it } from '@jest/globals';
import { withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';
import { rereadIn, resultOf } from '../support/reread.js';

describe('kept pushes', () => {
  const gateway = withGateway();
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    certificates = new PlacedCertificates(await gateway.client(), gateway.sql);
  });

  /** As a version would have left it that could not read this. */
  async function keep(body: string, bytes = body.length): Promise<string> {
    const { rows } = await gateway.sql.query<{ seq: string }>(
      `INSERT INTO sectigo_notifications (digest, fields, state, reason, next_look_at, settled_at, raw, raw_bytes, content_type)
       VALUES ($1, '[]', 'unreadable', 'body-unreadable', NULL, now(), convert_to($1, 'UTF8'), $2, 'application/json') RETURNING seq`,
      [body, bytes],
    );
    return `ntf_${rows[0]?.seq.padStart(19, '0') ?? ''}`;
  }

  it('go through the inbox once they can be read, and only once', async () => {
    const { id, number } = await certificates.place();
    const push = await keep(`{"orderNumber":"${number}","statusCode":"7","statusDesc":"No such company"}`);
    const rereadPushes = (...args: string[]) => rereadIn(gateway.database.url, args);

    expect(resultOf(await rereadPushes(), push)).toMatchObject({ to: 'received' });
    expect(resultOf(await rereadPushes('--yes'), push)).toMatchObject({ to: 'received' });

    await certificates.becomes(id, 'rejected');
    expect(resultOf(await rereadPushes('--yes'), push)).toBeUndefined();
    const { body } = await gateway.operator.get(`/v1/ops/notifications/${push}`);
    expect(body).toMatchObject({ state: 'applied', reason: null, sectigoOrderNumber: number, orderId: id });
    const audit = await gateway.operator.get(`/v1/ops/audit?target=${push}`);
    expect(audit.body).toMatchObject({
      data: [{ action: 'notification.reread', target: { type: 'notification' } }],
    });
  });

  it.each([
    ['nobody can read them still', '<push/>', undefined],
    ['not all of them was kept', '{"orderNumber":"1","statusCode":"7"}', 100_000],
  ])('stay where they are where %s', async (_, body, bytes) => {
    const push = await keep(body, bytes);
    expect(resultOf(await rereadIn(gateway.database.url, ['--yes']), push)).toMatchObject({ to: null });
    expect((await gateway.operator.get(`/v1/ops/notifications/${push}`)).body).toMatchObject({
      state: 'unreadable',
    });
  });
});
