import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { follow } from '../support/followed-page.js';
import { BackupPlace } from './backup-place.js';

describe('whoever follows the page about upgrades', () => {
  let place: BackupPlace;
  beforeAll(async () => {
    place = await BackupPlace.open();
  });
  afterAll(() => place.close());

  it('has every order afterwards, and sees which version runs', async () => {
    const before = await place.placed(await place.order());
    const printed = await follow('docs/UPGRADING.md', 'Upgrade', place.shell, {
      'Replace the processes with the new version, one after the other, workers last.': async (migrated) => {
        expect(migrated).toBe('the database is up to date\n');
        await place.stopGateway();
        await place.startGateway(place.postgres.url);
      },
    });
    expect(printed).toMatch(/"status":"ok"[^]*gateway_build_info\{version="\d[^]*"placed"/);
    await place.expectPlacedAsBefore([before]);
    await place.placed(await place.order());
    expect(await place.ledger()).toHaveLength(2);
  });
});
