// Preloaded into a process of the gateway: SIGWINCH makes its clock jump by CLOCK_SHIFT_MS, and back again.
const RealDate = Date;
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
let shifted = false;
const now = () => RealDate.now() + (shifted ? shiftMs : 0);

globalThis.Date = class Date extends RealDate {
  constructor(...values) {
    super(...(values.length === 0 ? [now()] : values));
  }

  static now() {
    return now();
  }
};
process.on('SIGWINCH', () => (shifted = !shifted));
