import { expect, it } from '@jest/globals';
import { OPERATOR_KEY, withGateway } from '../support/gateway.js';

const gateway = withGateway();

it('serves the sessions of the dashboard', async () => {
  // the dashboard's own route, which openapi.yaml does not have
  await fetch(`${gateway.url}/dashboard/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: OPERATOR_KEY }),
  });
  const { body } = await gateway.operator.get('/v1/ops/sessions');
  const { id } = (body as { data: { id: string }[] }).data[0]!;
  expect((await gateway.operator.send('DELETE', `/v1/ops/sessions/${id}`)).status).toBe(204);
});
