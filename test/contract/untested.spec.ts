import { expect, it } from '@jest/globals';
import { untested } from './untested.mjs';

const document = {
  paths: {
    '/things': { get: { operationId: 'listThings' }, post: { operationId: 'makeThing' } },
    '/things/{id}': { get: { operationId: 'getThing' } },
    '/things/preview': { get: { operationId: 'previewThing' } },
  },
};

it('names the operations that were never served, and counts no refusal', () => {
  const exchanges = [
    'GET /things 200',
    'POST /things 401',
    'GET /things/preview 200',
    'GET /things/thing_1 404',
  ];
  expect(untested(document, exchanges)).toEqual(['makeThing', 'getThing']);
});
