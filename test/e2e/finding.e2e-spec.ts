import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

interface Page {
  readonly data: readonly OrderAnswer[];
  readonly nextCursor: string | null;
}

describe('finding orders', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    // nothing is sent: every order stays as it was placed
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'a test' });
  });
  beforeEach(async () => {
    client = await gateway.client();
  });

  const place = async (changes: object = {}): Promise<string> =>
    orderOf(await client.order(anOrder({ ...changes }))).id;
  const named = (name: string) => ({ organization: { ...(anOrder().organization as object), name } });
  const page = async (query: Record<string, string>, caller: ApiClient = client): Promise<Page> => {
    const { status, body, text } = await caller.get(`/v1/orders?${new URLSearchParams(query).toString()}`);
    if (status !== 200) throw new Error(text);
    return body as Page;
  };
  const idsOf = ({ data }: Page): string[] => data.map(({ id }) => id);
  const found = async (q: string): Promise<string[]> => idsOf(await page({ q }));

  it('page by page neither skips nor repeats while others write', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 25; count += 1) ids.unshift(await place());
    let reading = true;
    const writers = [1, 2, 3].map(async () => {
      const written: string[] = [];
      while (reading) written.push(await place());
      return written;
    });

    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const next: Page = await page({ limit: '2', ...(cursor !== null && { cursor }) });
      read.push(...idsOf(next));
      cursor = next.nextCursor;
    } while (cursor !== null);
    reading = false;
    const written = (await Promise.all(writers)).flat();

    expect(written.length).toBeGreaterThan(3);
    expect(read.filter((id) => !written.includes(id))).toEqual(ids);
    expect(read).toEqual([...new Set(read)].sort().reverse());
  });

  it('in several statuses is newest first over all of them', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 9; count += 1) ids.unshift(await place());
    for (const id of ids.filter((_id, at) => at % 2 === 0)) await client.post(`/v1/orders/${id}/cancel`);
    const query = '?status=cancelled&status=queued&status=placed&status=queued&limit=4';

    const read: string[] = [];
    for (let tail = ''; ;) {
      const { data, nextCursor } = (await client.get(`/v1/orders${query}${tail}`)).body as Page;
      read.push(...data.map(({ id }) => id));
      if (nextCursor === null) break;
      tail = `&cursor=${nextCursor}`;
    }
    expect(read).toEqual(ids);
  });

  it('goes on from the same place when the filters change between pages', async () => {
    const [first, second, third] = [await place({ test: true }), await place(), await place({ test: true })];
    const { nextCursor } = await page({ limit: '1' });
    expect(idsOf(await page({ test: 'true', cursor: nextCursor ?? '' }))).toEqual([first]);
    expect(idsOf(await page({ cursor: nextCursor ?? '' }))).toEqual([second, first]);
    expect(idsOf(await page({ limit: '1' }))).toEqual([third]);
  });

  it('takes no cursor that it has not given', async () => {
    await Promise.all([place(), place()]);
    const { nextCursor } = await page({ limit: '1' });
    const cursor = nextCursor ?? '';
    const tampered = [
      cursor.slice(0, -1),
      `${cursor}0`,
      cursor.toLowerCase(),
      cursor.replace('ord_', 'cli_'),
      `${cursor.slice(0, -1)}U`,
      `${cursor}' OR 1=1 --`,
      Buffer.from(cursor).toString('base64'),
      '{}',
      '0',
    ];
    for (const given of tampered) {
      const answer = await client.get(`/v1/orders?cursor=${encodeURIComponent(given)}`);
      expect(problemOf(answer, 422, 'validation-failed').errors).toEqual([
        { pointer: '/cursor', code: 'cursor-invalid', detail: expect.any(String) },
      ]);
    }
  });

  it('by a single character or two', async () => {
    const one = await place({ ...named('Quartz & Sons'), reference: 'A-77' });
    const two = await place({ ...named('東京証券 株式会社'), reference: 'b/8~' });

    expect(await found('q')).toEqual([one]);
    expect(await found('Rt')).toEqual([one]);
    expect(await found('& ')).toEqual([one]);
    expect(await found('東')).toEqual([two]);
    expect(await found('証券')).toEqual([two]);
    expect(await found('8~')).toEqual([two]);
    expect(await found('7')).toEqual([one]);
    expect(await found('zq')).toEqual([]);
    expect(await found('京東')).toEqual([]);
  });

  it('by letters of any script', async () => {
    const one = await place(named('東京証券 株式会社'));
    const two = await place(named('Ζεύς Αθήνα'));
    const three = await place(named('Østergård A/S'));

    expect(await found('京証券 株')).toEqual([one]);
    expect(await found('εύς Α')).toEqual([two]);
    expect(await found('stergård')).toEqual([three]);
    expect(await found('d a/')).toEqual([three]);
  });

  it('whatever the case of its letters', async () => {
    const one = await place({ ...named('Quixotic Zymurgy'), reference: 'Ref-XyZ' });
    for (const q of ['QUIXOTIC', 'quixotic', 'c zYM', 'REF-xyz', 'ZY']) expect(await found(q)).toEqual([one]);
  });

  it('by a part of one field, not of two together', async () => {
    await place({ ...named('Alpha'), reference: 'Beta' });
    for (const q of ['AlphaBeta', 'alpha beta', 'aB', 'a b', 'a\\nb', '\\n'])
      expect(await found(q)).toEqual([]);
  });

  it('by characters that mean something to SQL', async () => {
    const one = await place(named('100% _Real_ \\ O\'Neill "x" {a,b} *'));
    for (const q of ['%', '_', '\\', "'", '"', '{', '}', '*', '0%', '_r', '\\ ', "O'N", '{a,b}', 'real\\_']) {
      expect([q, await found(q)]).toEqual([q, q === 'real\\_' ? [] : [one]]);
    }
    expect(await found('%%')).toEqual([]);
    expect(await found('__')).toEqual([]);
  });

  it('by reference among all clients', async () => {
    const mine = await place({ reference: 'PO-77' });
    const other = await gateway.client();
    const theirs = orderOf(await other.order(anOrder({ reference: 'PO-77' }))).id;

    expect(idsOf(await page({ reference: 'PO-77' }, gateway.operator))).toEqual([theirs, mine]);
    expect(idsOf(await page({ reference: 'PO-77', clientId: client.id }, gateway.operator))).toEqual([mine]);
    expect(idsOf(await page({ reference: 'PO-77' }))).toEqual([mine]);
  });

  it('in a time as wide as RFC 3339 knows', async () => {
    const id = await place();
    expect(
      idsOf(await page({ createdAfter: '0001-01-01T00:00:00Z', createdBefore: '9999-12-31T23:59:59Z' })),
    ).toEqual([id]);
    expect(idsOf(await page({ createdBefore: '0001-01-01T00:00:00Z' }))).toEqual([]);
    expect(idsOf(await page({ createdAfter: '9999-12-31T23:59:59Z' }))).toEqual([]);
  });

  it('by time down to the millisecond, whatever the clock of the process that made the id', async () => {
    const order = orderOf(await client.order(anOrder()));
    const at = Date.parse(order.createdAt);
    const time = (ms: number): string => new Date(ms).toISOString();

    expect(idsOf(await page({ createdAfter: time(at - 1), createdBefore: time(at + 1) }))).toEqual([
      order.id,
    ]);
    expect(idsOf(await page({ createdAfter: time(at) }))).toEqual([]);
    expect(idsOf(await page({ createdBefore: time(at) }))).toEqual([]);
  });
});
