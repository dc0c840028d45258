import { type OpenAPIObject } from '@nestjs/swagger';
import { EXAMPLE_ID } from './example-values.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Webhooks = NonNullable<OpenAPIObject['webhooks']>;

/** The schema of all that is sent to webhooks. */
const PAYLOAD = 'WebhookPayload';

const text = { type: 'string' } as const;

const HEADERS = {
  'webhook-id': ['The id of the event. It is the same at every try.', { ...text, example: EXAMPLE_ID.evt }],
  'webhook-timestamp': ['When it was sent, in seconds since 1970.', { ...text, pattern: '^\\d+$' }],
  'webhook-signature': ['Signatures as in Standard Webhooks, separated by spaces.', text],
} as const;

/** What every webhook gets beside its body; `components.parameters`. */
export const WEBHOOK_HEADERS = Object.fromEntries(
  Object.entries(HEADERS).map(([name, [description, schema]]) => [
    name,
    { name, in: 'header', required: true, description, schema },
  ]),
) as NonNullable<NonNullable<OpenAPIObject['components']>['parameters']>;

/**
 * The webhook messages, one operation per event type; none if there are none. Takes their union out of the
 * schemas, in place: nothing else in the document has a use for it.
 */
export function takeWebhooks(schemas: Schemas): Webhooks {
  const schema = schemas[PAYLOAD] ?? {};
  delete schemas[PAYLOAD];
  const mapping = 'discriminator' in schema ? schema.discriminator.mapping : undefined;
  return Object.fromEntries(
    Object.entries(mapping ?? {}).map(([type, $ref]) => [
      type,
      {
        post: {
          operationId: `on${type.replace(/(?:^|[.-])(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
          summary: `The event ${type}`,
          tags: ['Webhooks'],
          security: [],
          parameters: Object.keys(HEADERS).map((name) => ({ $ref: `#/components/parameters/${name}` })),
          requestBody: { required: true, content: { 'application/json': { schema: { $ref } } } },
          responses: {
            '2XX': { description: 'Delivered.' },
            '410': { description: 'Disables the webhook.' },
          },
        },
      },
    ]),
  );
}
