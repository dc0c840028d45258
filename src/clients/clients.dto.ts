import { type Permission, PERMISSIONS, permissionsOf } from '../access/permissions.js';
import { PickType } from '../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { pageOf } from '../http/openapi/page.response.js';
import { ListOf, OneOf, Part, SomeOf, Text, Time, Whole } from '../http/openapi/property.js';
import { type FieldRule, flag, integer, money, text } from '../http/validation/field-rules.js';
import { Field, OptionalField, OptionalObjectField } from '../http/validation/fields.js';
import { KeyResponse, NEW_KEY, OwnKeyResponse } from './keys.dto.js';

/** Not like an id: a token names a client by either, and must not mean another's. */
const jwtSubject: FieldRule = (value) =>
  text({ max: 255 })(value) ??
  ((value as string).startsWith('cli_')
    ? {
        code: 'invalid-value',
        detail: 'must not begin with cli_: a token may name the client by its id anyway',
      }
    : undefined);
const JWT_SUBJECT = {
  type: String,
  example: 'contract-service@clients',
  description:
    "The name of the client in tokens of the identity provider, if it is not the client's id. Unique. null: none.",
} as const;

const MAX_ORDERS_PER_HOUR = 1_000_000;

export class LimitsDto {
  @OptionalField(
    integer(0, MAX_ORDERS_PER_HOUR),
    'Orders accepted within any 60 minutes, even if they were rejected, failed or cancelled later. null: no limit.',
    100,
  )
  ordersPerHour?: number | null;
  @OptionalField(
    money,
    "What the orders accepted on one day (UTC) may cost, in the account's currency. Until an order is placed, it " +
      'counts with the last known price of its product. Test orders cost nothing. null: no limit.',
    '5000.00',
  )
  spendPerDay?: string | null;
}

export class CreateClientDto {
  @Field(text({ max: 100 }), 'The name that operators give the client.', 'contract-service') name!: string;
  @OptionalObjectField(LimitsDto, 'What the client may order.') limits?: LimitsDto | null;
  @OptionalField(jwtSubject, JWT_SUBJECT) jwtSubject?: string | null;
}

export class UpdateClientDto {
  @OptionalField(text({ max: 100 }), 'The name that operators give the client.', 'contract-service')
  name?: string | null;
  @OptionalObjectField(LimitsDto, 'Limits that are absent stay; null removes all.') limits?: LimitsDto | null;
  @OptionalField(jwtSubject, JWT_SUBJECT) jwtSubject?: string | null;
  @OptionalField(flag, 'false disables the client and all its keys, true enables them again.', true)
  enabled?: boolean | null;
}

export class UsageResponse {
  @Whole({ description: 'Orders accepted within the last 60 minutes.', example: 12 }) ordersLastHour!: number;
  @Text('What the orders accepted today (UTC) have cost, or will by the last known prices.', '420.00')
  spendToday!: string;
  @Text('The same for the orders accepted this month (UTC).', '8610.00') spendThisMonth!: string;
}

export class ClientResponse {
  @Text('The id of the client.', EXAMPLE_ID.cli) id!: string;
  @Text('The name that operators give the client.', 'contract-service') name!: string;
  @Part(LimitsDto, 'What the client may order.')
  limits!: { ordersPerHour: number | null; spendPerDay: string | null };
  @Part.optional(UsageResponse, 'Current usage; absent from lists.') usage?: UsageResponse;
  @Text.orNull(JWT_SUBJECT) jwtSubject!: string | null;
  @ListOf(KeyResponse, 'Its keys that are not revoked, without their secrets.') keys!: KeyResponse[];
  @Time('When it was created.') createdAt!: string;
  @Time.orNull('When it was disabled; null while it may order.', null) disabledAt!: string | null;
}

export class NewClientResponse extends ClientResponse {
  @Text(NEW_KEY) key!: string;
}

export class ClientListResponse extends pageOf(ClientResponse, 'The clients of the page.') {}

class OwnClientResponse extends PickType(ClientResponse, ['id', 'name']) {}

const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[];
const CLIENTS_OWN = permissionsOf('client');
const ROLES = ['client', 'viewer', 'operator'] as const;

/** Who calls. An operator has no client, and so neither limits nor keys. */
export class CallerResponse {
  @OneOf(
    ROLES,
    'Who calls: a `client` sees its own orders; a `viewer` sees all and changes nothing; an `operator` acts on all, ' +
      'and may be an administrator.',
    'client',
  )
  role!: (typeof ROLES)[number];
  @SomeOf(
    ALL_PERMISSIONS,
    'What the caller may do; each call names what it needs as `x-permission`.',
    CLIENTS_OWN,
  )
  permissions!: Permission[];
  @Part.orNull(OwnClientResponse, 'The client that it orders for; null for an operator.')
  client!: OwnClientResponse | null;
  @Part.orNull(LimitsDto, 'What the client may order; null for an operator.')
  limits!: ClientResponse['limits'] | null;
  @Part.orNull(UsageResponse, 'What the client has used; null for an operator.') usage!: UsageResponse | null;
  @ListOf(
    OwnKeyResponse,
    "The client's keys that are not revoked, without their secrets; none for an operator.",
  )
  keys!: OwnKeyResponse[];
}
