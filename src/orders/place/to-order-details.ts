import { type OrderDetails } from '../domain/order-details.js';
import { type PlaceOrderDto } from './place-order.dto.js';

/** A valid body as the domain sees it: defaults filled in, absent values left out. */
export function toOrderDetails(dto: PlaceOrderDto, metadata: OrderDetails['metadata']): OrderDetails {
  const details = {
    ...dto,
    allowDuplicate: undefined,
    validityDays: dto.validityDays ?? 365,
    validation: { ...dto.validation, customerValidated: dto.validation?.customerValidated ?? false },
    notifications: dto.notifications ?? {},
    test: dto.test ?? false,
  };
  return { ...withoutAbsent(details), metadata } as OrderDetails;
}

/** Null means absent everywhere but in `issuanceEmail`, where it means "send none". */
function withoutAbsent(value: object): object {
  const present: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (typeof member === 'object' && member !== null) present[name] = withoutAbsent(member);
    else if (member !== undefined && (member !== null || name === 'issuanceEmail')) present[name] = member;
  }
  return present;
}
