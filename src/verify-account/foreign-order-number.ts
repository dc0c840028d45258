import { newId } from '../shared/ids.js';
import { type Check, ok, warning } from './check.js';
import { type GuardedAccount } from './guarded-account.js';
import { type Sample } from './place-sample.js';
import { reasonOf } from './reasons.js';
import { aroundNow, type Time } from './report-watch.js';

interface ReportedSample extends Omit<Sample, 'order'> {
  readonly order: { readonly orderNumber: string };
  readonly isReported: boolean;
}

/** Asked for a number of ours the report must have that order alone, and none for a number that no order has. */
export async function checkForeign(
  account: GuardedAccount,
  { order, ours, without, untried, isReported }: ReportedSample,
  time: Time,
): Promise<{ check: Check; setting: 'on' | 'off' | null }> {
  const name = 'foreignOrderNumber';
  if (untried !== null) return { check: warning(name, untried), setting: null };
  if (without) return { check: ok(name, 'Sectigo does not know it (-2).'), setting: 'off' };
  if (!isReported) {
    const why =
      'Sectigo accepts it, but the report did not have the order, so it is not known whether the report finds an order by it.';
    return { check: warning(name, why), setting: null };
  }
  const found = await account.report({ ...aroundNow(time), foreignOrderNumber: ours });
  if (found.kind === 'not-asked') return { check: warning(name, reasonOf(found)), setting: null };
  if (found.kind !== 'reported') return { check: warning(name, reasonOf(found)), setting: 'off' };
  const control = await account.report({ ...aroundNow(time), foreignOrderNumber: newId('ord') });
  if (control.kind === 'not-asked') return { check: warning(name, reasonOf(control)), setting: null };
  if (control.kind !== 'reported') return { check: warning(name, reasonOf(control)), setting: 'off' };
  const isExact = found.rows.length === 1 && found.rows[0]?.orderNumber === order.orderNumber;
  return isExact && control.rows.length === 0
    ? { check: ok(name, 'Sectigo accepts it, and the report finds the order by it.'), setting: 'on' }
    : {
        check: ok(name, 'Sectigo accepts it, but the report does not find the order by it.'),
        setting: 'off',
      };
}
