import { type Type } from '@nestjs/common';
import { type Doorkeeper, mark, type RateKind } from './route-marks.js';

/** Open without a key. */
export const Public = (): MethodDecorator & ClassDecorator => mark({ access: 'public' });

/** Less than what may be sent elsewhere. */
export const MaxBody = (maxBodyBytes: number): MethodDecorator => mark({ maxBodyBytes });

/** For whoever this provider lets in, and nobody else. */
export const AdmittedBy = (doorkeeper: Type<Doorkeeper>): MethodDecorator & ClassDecorator =>
  mark({ access: doorkeeper });

/** What only reads counts as `reads` in any case; everything else as `changes`, unless its route says so. */
export const CountsAs = (kind: RateKind): MethodDecorator & ClassDecorator => mark({ rateKind: kind });
