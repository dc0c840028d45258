import { type Actor, operator } from '../../src/access/principal.js';

/** An operator who calls with the key of the configuration. */
export function anActor(changes: Partial<Actor> = {}): Actor {
  return {
    ...operator('admin', 'operator-key'),
    address: '192.0.2.1',
    requestId: 'req_of_a_test',
    ...changes,
  };
}
