import { SetMetadata } from '@nestjs/common';

/** What a call counts as: whoever may do much of one may do little of another. */
export type RateKind = 'reads' | 'orders' | 'changes';

export const RATE_KIND = Symbol('rate kind');

/** What only reads counts as `reads` in any case; everything else as `changes`, unless its route says so. */
export const CountsAs = (kind: RateKind): MethodDecorator & ClassDecorator => SetMetadata(RATE_KIND, kind);
