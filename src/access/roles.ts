import { SetMetadata } from '@nestjs/common';

export const ACCESS = Symbol('access');
export type Access = 'public' | 'operator';

/** Open without a key. Every other route needs one: access is denied by default. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, 'public' satisfies Access);

/** For operators only; a client gets 403. */
export const OperatorOnly = (): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, 'operator' satisfies Access);
