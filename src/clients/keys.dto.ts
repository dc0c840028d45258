import { PickType } from '../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../http/openapi/example-values.js';
import { Flag, Text, Time } from '../http/openapi/property.js';
import { text, time } from '../http/validation/field-rules.js';
import { OptionalField } from '../http/validation/fields.js';

export const NEW_KEY = {
  description: 'The bearer key, shown only now.',
  example: 'sgk_01JDB2XZ0V1N7P8Q2R3S4T5V6W_Zk3…',
};
const NAME = 'What tells it from other keys of the client, such as where it is used.';

export class AddKeyDto {
  @OptionalField(text({ max: 100 }), NAME, 'server 2') name?: string | null;
  @OptionalField(
    time,
    'When it is valid no longer; absent or null: it does not expire.',
    '2027-12-01T00:00:00Z',
  )
  expiresAt?: string | null;
}

export class KeyResponse {
  @Text('The id of the key.', EXAMPLE_ID.key) id!: string;
  @Text.optional(NEW_KEY) key?: string;
  @Text.orNull(NAME, 'server 2') name!: string | null;
  @Time('When it was created.') createdAt!: string;
  @Time.orNull('When it was last used, to the minute; null: not since the gateway notes it.') lastUsedAt!:
    string | null;
  @Time.orNull('When it is valid no longer, or was; null: it does not expire.', null) expiresAt!:
    string | null;
}

export class OwnKeyResponse extends PickType(KeyResponse, [
  'id',
  'name',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
]) {
  @Flag('Whether this request used it.', true) current!: boolean;
}
