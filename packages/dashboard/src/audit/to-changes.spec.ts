import { describe, expect, it } from '@jest/globals';
import { toChanges } from './to-changes';

describe('what an audit entry changed', () => {
  it('is what differs', () => {
    const before = { status: 'queued', version: 1, clientId: 'cli_1' };
    const after = { status: 'cancelled', version: 2, clientId: 'cli_1' };
    expect(toChanges(before, after)).toEqual([
      { name: 'status', from: 'queued', to: 'cancelled' },
      { name: 'version', from: '1', to: '2' },
    ]);
  });

  it('is all there is where there was nothing, or nothing is left', () => {
    expect(toChanges(null, { enabled: true })).toEqual([{ name: 'enabled', from: undefined, to: 'yes' }]);
    expect(toChanges({ enabled: false }, null)).toEqual([{ name: 'enabled', from: 'no', to: undefined }]);
    expect(toChanges(null, null)).toEqual([]);
  });

  it('takes null and absent for the same, and reads lists', () => {
    expect(
      toChanges({ limit: null, eventTypes: [] }, { eventTypes: ['order.placed', 'order.held'] }),
    ).toEqual([{ name: 'eventTypes', from: 'all', to: 'order.placed, order.held' }]);
  });
});
