/** Of `BALANCE_ALERT_BELOW`: the amount below which somebody has to be told, as a string, or null. */
export const BALANCE_ALERT_BELOW = Symbol('balance alert below');

/** Both have two decimals and few enough digits that a double tells any two of them apart. */
export function isLow(available: string, alertBelow: string | null): boolean {
  return alertBelow !== null && Number(available) < Number(alertBelow);
}
