import { expect, it } from '@jest/globals';
import { closeBodies } from './strict-bodies.js';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const content = (name: string): object => ({ content: { 'application/json': { schema: ref(name) } } });

it('closes what only callers send, and nothing that answers have', () => {
  const schemas = {
    Sent: { properties: { part: ref('Part'), own: ref('Own'), again: ref('Sent') } },
    Own: { properties: { name: {} } },
    Notes: { additionalProperties: { type: 'string' } },
    Read: { properties: { part: ref('Part') } },
    Part: { properties: { name: {} } },
  };
  closeBodies([{ requestBody: content('Sent'), responses: { '200': content('Read') } } as never], schemas);
  const closed = Object.entries(schemas).filter(([, schema]) => 'additionalProperties' in schema);
  expect(closed.map(([name]) => name)).toEqual(['Sent', 'Own', 'Notes']);
  expect(schemas.Sent).toHaveProperty('additionalProperties', false);
});
