import { beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

interface Page {
  readonly data: readonly OrderAnswer[];
  readonly nextCursor: string | null;
}

describe('the list of orders', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  const list = async (query = '', caller: ApiClient = client): Promise<Page> => {
    const { status, body } = await caller.get(`/v1/orders${query}`);
    expect(status).toBe(200);
    return body as Page;
  };
  const idsOf = ({ data }: Page): string[] => data.map(({ id }) => id);
  const place = async (changes: object = {}, headers = {}): Promise<OrderAnswer> =>
    orderOf(await client.order(anOrder({ ...changes }), headers));
  const placeMany = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let placed = 0; placed < count; placed++) ids.unshift((await place()).id);
    return ids;
  };
  const organization = (name: string) => ({
    organization: { ...(anOrder().organization as object), name },
  });

  it('is empty at first', async () => {
    expect(await list()).toEqual({ data: [], nextCursor: null });
  });

  it('is newest first, each order as it is on its own', async () => {
    const ids = await placeMany(3);
    const page = await list();
    expect(idsOf(page)).toEqual(ids);
    const { status: _status, ...alone } = orderOf(await client.get(`/v1/orders/${ids[1]}`));
    expect(Object.keys(page.data[1]!).sort()).toEqual([...Object.keys(alone), 'status'].sort());
  });

  describe('page by page', () => {
    /** Follows the cursors to the end; `between` happens after every page. */
    async function readAll(query: string, between?: () => Promise<unknown>): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const tail: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: Page = await list(`?${query}${tail}`);
        ids.push(...idsOf(page));
        cursor = page.nextCursor;
        await between?.();
      } while (cursor !== null);
      return ids;
    }

    it('neither skips nor repeats, while others arrive', async () => {
      const ids = await placeMany(23);
      expect(await readAll('limit=5', () => Promise.all([place(), place()]))).toEqual(ids);
    });

    it('neither skips nor repeats orders of the same moment', async () => {
      const placed = await Promise.all(Array.from({ length: 40 }, () => place()));
      const read = await readAll('limit=3');
      expect([...read].sort()).toEqual(placed.map(({ id }) => id).sort());
      expect(read).toEqual(idsOf(await list('?limit=200')));
    });

    it('keeps to the filters', async () => {
      const wanted: string[] = [];
      for (let count = 0; count < 7; count++) {
        wanted.unshift((await place({ test: true })).id);
        await place();
      }
      expect(await readAll('limit=2&test=true')).toEqual(wanted);
    });

    it('ends without a cursor when the last page is full', async () => {
      const ids = await placeMany(4);
      expect(await readAll('limit=2')).toEqual(ids);
      expect((await list('?limit=4')).nextCursor).toBeNull();
    });

    it("tells nobody of another client's orders by a cursor", async () => {
      await placeMany(3);
      const { nextCursor } = await list('?limit=1');
      const other = await gateway.client();
      const answer = await other.get(`/v1/orders?cursor=${encodeURIComponent(nextCursor ?? '')}`);
      expect([200, 422]).toContain(answer.status);
      expect((answer.body as Partial<Page>).data ?? []).toEqual([]);
    });

    it('has 50 orders unless told otherwise, and 200 at most', async () => {
      const placed = await Promise.all(Array.from({ length: 60 }, () => place()));
      expect((await list()).data).toHaveLength(50);
      expect((await list('?limit=1')).data).toHaveLength(1);
      expect((await list('?limit=200')).data).toHaveLength(placed.length);
    });
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=',
    'limit=1e1',
    'limit=1&limit=2',
    'cursor=nonsense',
    'cursor=',
    'cursor=%00',
    `cursor=${'x'.repeat(3000)}`,
    'status=sold',
    'status=',
    'status=placed&status=sold',
    'certificateType=none',
    'test=maybe',
    'test=1',
    'createdAfter=yesterday',
    'createdAfter=2026-13-01T00:00:00Z',
    'createdBefore=2026-02-30T00:00:00Z',
    'createdAfter=1',
    'reference=a&reference=b',
    'q=a&q=b',
    'q=%00',
    'colour=red',
    'Status=placed',
    'status[]=placed',
    '__proto__=x',
    'constructor=x',
  ])('does not take %s', async (query) => {
    const problem = problemOf(await client.get(`/v1/orders?${query}`), 422, 'validation-failed');
    expect(problem.errors).toHaveLength(1);
  });

  it('is filtered by status, one or several', async () => {
    const placed = await place({}, { prefer: 'wait=10' });
    const order = anOrder();
    const match = { organizationName: (order.organization as { name: string }).name };
    await gateway.simulator.script({ kind: 'error', row: 7, match });
    const rejected = await client.order(order, { prefer: 'wait=10' });
    const rejectedId = problemOf(rejected, 422, 'country-invalid').orderId;

    expect(idsOf(await list('?status=placed'))).toEqual([placed.id]);
    expect(idsOf(await list('?status=rejected'))).toEqual([rejectedId]);
    expect(idsOf(await list('?status=rejected&status=placed'))).toEqual([rejectedId, placed.id]);
    expect(idsOf(await list('?status=failed&status=outcome-unknown'))).toEqual([]);
  });

  it('is filtered by type, test, reference and all of them', async () => {
    const one = await place({ certificateType: 'individual', test: true, reference: 'PO-1' });
    const two = await place({ certificateType: 'individual', reference: 'PO-11' });
    const three = await place({ test: true });

    expect(idsOf(await list('?certificateType=individual'))).toEqual([two.id, one.id]);
    expect(idsOf(await list('?test=true'))).toEqual([three.id, one.id]);
    expect(idsOf(await list('?test=false'))).toEqual([two.id]);
    expect(idsOf(await list('?reference=PO-1'))).toEqual([one.id]);
    expect(idsOf(await list('?reference=po-1'))).toEqual([]);
    expect(idsOf(await list('?certificateType=individual&test=true'))).toEqual([one.id]);
    expect(idsOf(await list('?certificateType=organization&reference=PO-1'))).toEqual([]);
  });

  it('is filtered by time, in any offset', async () => {
    const [first, second] = [await place(), await place()];
    const at = Date.parse(second.createdAt);
    const before = new Date(at - 3_600_000).toISOString();
    const after = new Date(at + 3_600_000).toISOString();

    expect(idsOf(await list(`?createdAfter=${before}`))).toEqual([second.id, first.id]);
    expect(idsOf(await list(`?createdAfter=${after}`))).toEqual([]);
    expect(idsOf(await list(`?createdBefore=${before}`))).toEqual([]);
    expect(idsOf(await list(`?createdAfter=${before}&createdBefore=${after}`))).toHaveLength(2);
    const shifted = new Date(at + 3_600_000).toISOString().replace('Z', encodeURIComponent('+02:00'));
    expect(idsOf(await list(`?createdAfter=${shifted}`))).toEqual([second.id, first.id]);
  });

  it("is filtered by Sectigo's order number", async () => {
    const placed = await place({}, { prefer: 'wait=10' });
    await place({}, { prefer: 'wait=10' });
    expect(idsOf(await list(`?sectigoOrderNumber=${placed.sectigo?.orderNumber}`))).toEqual([placed.id]);
    expect(idsOf(await list('?sectigoOrderNumber=1'))).toEqual([]);
  });

  it('is filtered by what Sectigo is waited for', async () => {
    const placed = await place({}, { prefer: 'wait=10' });
    expect(idsOf(await list('?pending=issuance'))).toEqual([placed.id]);
    expect(idsOf(await list('?pending=issuance&status=rejected'))).toEqual([]);
    expect(idsOf(await list('?pending=revocation'))).toEqual([]);
    await gateway.simulator.script({
      kind: 'error',
      code: -26,
      times: 9,
      endpoint: '!autoRevokeCertificate',
    });
    await client.post(`/v1/orders/${placed.id}/revoke`, { reason: 'The token is lost.' });
    expect(idsOf(await list('?pending=revocation'))).toEqual([placed.id]);
    await gateway.simulator.call('DELETE', 'faults');
  });

  it('is filtered by the id of the certificate', async () => {
    const [, other] = [await place({}, { prefer: 'wait=10' }), await place({}, { prefer: 'wait=10' })];
    expect(idsOf(await list(`?certificateId=${other.sectigo?.certificateId}`))).toEqual([other.id]);
    expect(idsOf(await list('?certificateId=1'))).toEqual([]);
  });

  it('is searched by a part of the organization, the reference or the order number, to the letter', async () => {
    const wait = { prefer: 'wait=10' };
    const one = await place({ ...organization('Müller & 100% GmbH'), reference: 'needle-1' }, wait);
    const two = await place({ ...organization('Some_Other'), reference: 'x' }, wait);
    const search = async (text: string) => idsOf(await list(`?q=${encodeURIComponent(text)}`));

    expect(await search('ller & 100')).toEqual([one.id]);
    expect(await search('eedle')).toEqual([one.id]);
    expect(await search(two.sectigo?.orderNumber.slice(1) ?? '')).toEqual([two.id]);
    expect([await search('%'), await search('_')]).toEqual([[one.id], [two.id]]);
    expect([await search('\\'), await search("' OR 1=1 --")]).toEqual([[], []]);
  });

  it('of one client is shown to the operator by clientId', async () => {
    const ids = await placeMany(2);
    await (await gateway.client()).order(anOrder());
    expect(idsOf(await list(`?clientId=${client.id}`, gateway.operator))).toEqual(ids);
    expect(idsOf(await list('?clientId=cli_none', gateway.operator))).toEqual([]);
  });

  it('of clients is newest first and paged too', async () => {
    const names: string[] = [];
    for (const name of ['c', 'b', 'a']) names.push((await gateway.client(name)).id);
    const first = (await gateway.operator.get('/v1/clients?limit=2')).body as Page;
    expect(idsOf(first)).toEqual([names[2], names[1]]);
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const next = await gateway.operator.get(`/v1/clients?limit=1&cursor=${cursor}`);
    expect(idsOf(next.body as Page)).toEqual([names[0]]);
    problemOf(await gateway.operator.get('/v1/clients?limit=201'), 422, 'validation-failed');
  });
});
