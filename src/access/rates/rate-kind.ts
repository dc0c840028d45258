import { mark, type RateKind } from '../route-marks.js';

/** What only reads counts as `reads` in any case; everything else as `changes`, unless its route says so. */
export const CountsAs = (kind: RateKind): MethodDecorator & ClassDecorator => mark({ rateKind: kind });
