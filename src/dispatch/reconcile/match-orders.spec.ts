import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type ReportedOrder } from '../../sectigo/index.js';
import { matchOrder, type UnsettledOrder } from './match-orders.js';

const NOON = new Date('2026-11-23T12:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

function aRow(changes: Partial<ReportedOrder> = {}): ReportedOrder {
  return {
    orderNumber: '3040824',
    placedAt: NOON,
    status: null,
    organizationName: 'Company ABC 123',
    organizationalUnitName: 'Marketing',
    streetAddress1: 'Elm Street 12',
    localityName: 'Los Angeles',
    stateOrProvinceName: 'CA',
    postalCode: '90002',
    countryName: 'US',
    certificateId: '9003040824',
    cost: null,
    unreadable: {},
    ...changes,
  };
}

const { address: ADDRESS } = ORDER_DETAILS.organization;

function anUnsettled(
  changes: Partial<UnsettledOrder> = {},
  organization: Partial<OrderDetails['organization']> = {},
): UnsettledOrder {
  return {
    orderId: 'ord_a',
    fence: 1,
    organization: { ...ORDER_DETAILS.organization, unit: 'Marketing', ...organization },
    from: minutes(-5),
    to: minutes(15),
    expectedCost: null,
    ...changes,
  };
}

/** Matches against itself as the only unsettled order. */
function matchAlone(order: UnsettledOrder, ...free: ReportedOrder[]): ReturnType<typeof matchOrder> {
  return matchOrder(order, free, [order]);
}

describe('one line that fits', () => {
  it('is found, as the report has it', () => {
    const row = aRow();
    expect(matchAlone(anUnsettled(), row)).toEqual({ kind: 'found', row });
  });

  it.each<[string, Partial<ReportedOrder>]>([
    ['capitals', { organizationName: 'COMPANY abc 123', localityName: 'LOS ANGELES' }],
    ['blanks', { organizationName: '  Company  ABC\t123 ', streetAddress1: 'Elm  Street 12' }],
    ['signs that cannot be seen', { organizationName: 'Company\u200bABC\u0007123' }],
    ['compatible characters', { organizationName: 'Company ＡＢＣ 123' }],
    ['fields left out', { organizationalUnitName: null, streetAddress1: null, localityName: null }],
    ['fields left empty', { stateOrProvinceName: '', postalCode: '', countryName: '' }],
    ['the first moment of the window', { placedAt: minutes(-5) }],
    ['the last moment of the window', { placedAt: minutes(15) }],
    ['a price, where none is expected', { cost: '210.00' }],
  ])('is found in spite of %s', (_what, changes) => {
    expect(matchAlone(anUnsettled(), aRow(changes)).kind).toBe('found');
  });

  it('is found at the price that is expected, and by an order without a unit', () => {
    const order = anUnsettled({ expectedCost: '210.00' }, { unit: undefined } as object);
    expect(matchAlone(order, aRow({ cost: '210.00' })).kind).toBe('found');
    expect(matchAlone(order, aRow({ cost: null })).kind).toBe('found');
  });
});

describe('a line that differs', () => {
  it.each<[string, Partial<ReportedOrder>]>([
    ['organizationalUnitName', { organizationalUnitName: 'Sales' }],
    ['streetAddress1', { streetAddress1: 'Elm Street 13' }],
    ['localityName', { localityName: 'San Diego' }],
    ['stateOrProvinceName', { stateOrProvinceName: 'NV' }],
    ['postalCode', { postalCode: '90003' }],
    ['countryName', { countryName: 'CA' }],
    ['cost', { cost: '180.00' }],
    ['cost', { cost: null, unreadable: { cost: '999999999999.99' } }],
    ['organizationName', { organizationName: null }],
    ['organizationName', { organizationName: 'Company ABC 124' }],
    ['organizationName', { organizationName: 'Company' }],
    ['placedAt', { placedAt: new Date(minutes(-5).getTime() - 1) }],
    ['placedAt', { placedAt: new Date(minutes(15).getTime() + 1) }],
    ['placedAt', { placedAt: minutes(-60 * 24 * 365) }],
    ['placedAt', { placedAt: null, unreadable: { placedAt: '2026-11-23' } }],
  ])('in %s is a candidate that says so, no match and no absence', (field, changes) => {
    const order = anUnsettled({ expectedCost: '210.00' });
    const row = aRow(changes);
    expect(matchAlone(order, row)).toEqual({
      kind: 'ambiguous',
      candidates: [{ ...row, differences: [field], rivals: [] }],
    });
  });

  it('in everything is still a candidate, after those that differ less', () => {
    const other = aRow({ orderNumber: '1', organizationName: 'Other', postalCode: '1', placedAt: null });
    const near = aRow({ orderNumber: '2', organizationName: 'Company ABC' });
    expect(matchAlone(anUnsettled(), other, near)).toMatchObject({
      candidates: [
        { orderNumber: '2', differences: ['organizationName'] },
        { orderNumber: '1', differences: ['placedAt', 'organizationName', 'postalCode'] },
      ],
    });
  });

  it('beside one that fits does not hide it', () => {
    const row = aRow();
    const other = aRow({ orderNumber: '3040825', postalCode: '90003' });
    expect(matchAlone(anUnsettled(), other, row)).toEqual({ kind: 'found', row });
  });
});

describe('more than one possibility', () => {
  it('two lines that fit one order are both candidates', () => {
    const rows = [aRow(), aRow({ orderNumber: '3040825' })];
    expect(matchAlone(anUnsettled(), ...rows)).toEqual({
      kind: 'ambiguous',
      candidates: rows.map((row) => ({ ...row, differences: [], rivals: [] })),
    });
  });

  it.each<[string, UnsettledOrder]>([
    ['is the same', anUnsettled({ orderId: 'ord_b' })],
    [
      'was sent as far off as a zone',
      anUnsettled({ orderId: 'ord_b', from: minutes(840), to: minutes(860) }),
    ],
    ['was sent as long before', anUnsettled({ orderId: 'ord_b', from: minutes(-860), to: minutes(-840) })],
    ['may have lost its dot', anUnsettled({ orderId: 'ord_b' }, { name: 'Company A.B.C. 123.' })],
    ['may have lost its end', anUnsettled({ orderId: 'ord_b' }, { name: 'Company ABC 123 Holding' })],
    ['may have lost its accents', anUnsettled({ orderId: 'ord_b' }, { name: 'Cömpany ABC 123' })],
  ])('one line that fits a second order, which %s, is nobody’s', (_what, rival) => {
    const order = anUnsettled();
    expect(matchOrder(order, [aRow()], [order, rival])).toEqual({
      kind: 'ambiguous',
      candidates: [{ ...aRow(), differences: [], rivals: ['ord_b'] }],
    });
  });

  it.each<[string, UnsettledOrder]>([
    ['was sent on another day', anUnsettled({ orderId: 'ord_b', from: minutes(841), to: minutes(860) })],
    ['was sent the day before', anUnsettled({ orderId: 'ord_b', from: minutes(-860), to: minutes(-841) })],
    ['has another address', anUnsettled({ orderId: 'ord_b' }, { address: { ...ADDRESS, postalCode: '1' } })],
    ['is of another organization', anUnsettled({ orderId: 'ord_b' }, { name: 'Company' })],
  ])('a second order that %s is no rival', (_what, other) => {
    const order = anUnsettled();
    expect(matchOrder(order, [aRow()], [order, other]).kind).toBe('found');
  });

  it('without any line left the order is absent', () => {
    expect(matchAlone(anUnsettled())).toEqual({ kind: 'absent' });
  });
});

describe('never a guess', () => {
  const anyRow = fc.record({
    orderNumber: fc.integer({ min: 1, max: 9 }).map(String),
    placedAt: fc.option(fc.integer({ min: -7, max: 17 }).map(minutes)),
    organizationName: fc.constantFrom('Company ABC 123', 'Company ABC', 'Other', null),
    postalCode: fc.constantFrom('90002', '90003', null),
  });
  const rowsWithoutDoubles = fc.uniqueArray(anyRow, {
    selector: ({ orderNumber }) => orderNumber,
    maxLength: 6,
  });
  const anyOrders = fc.array(
    fc.record({ start: fc.integer({ min: -6, max: 5 }), postalCode: fc.constantFrom('90002', '90003') }),
    { minLength: 1, maxLength: 4 },
  );

  it('no line is given to two orders, and no order is absent while a line may be its own', () => {
    fc.assert(
      fc.property(rowsWithoutDoubles, anyOrders, (rowChanges, orderChanges) => {
        const rows = rowChanges.map((changes) => aRow(changes));
        const orders = orderChanges.map(({ start, postalCode }, index) =>
          anUnsettled(
            { orderId: `ord_${index}`, from: minutes(start), to: minutes(start + 6) },
            { address: { ...ADDRESS, postalCode } },
          ),
        );
        const matches = orders.map((order) => matchOrder(order, rows, orders));
        const found = matches.flatMap((match) => (match.kind === 'found' ? [match.row.orderNumber] : []));
        expect(new Set(found).size).toBe(found.length);
        for (const match of matches) expect(match.kind === 'absent').toBe(rows.length === 0);
      }),
    );
  });
});
