import { randomBytes, randomUUID } from 'node:crypto';
import { aCsr } from '../../factories/csr.js';
import { anOrder } from '../../factories/order.js';
import { remoteProvisioning } from '../../factories/provisioning.js';
import { ApiClient } from '../../support/api-client.js';
import { eventually } from '../../support/eventually.js';
import { type Scenario } from '../scenario.js';
import { OPERATOR_KEY } from '../stage/gateway-process.js';
import { type Stage } from '../stage/stage.js';

const HUNDRED = Array.from({ length: 100 });

/** Text that a form, a log or a database could trip over. */
const POISON: readonly string[] = [
  'A&loginPassword=x&B=C',
  '100% + 1 = 2; a%26b %0D%0A %',
  `O'Reilly "Sons" <b>\\'); DROP TABLE orders;--`,
  '名古屋株式会社 Ω≈ç√∫ Ñandú',
  '👩‍👩‍👧 family ﷽',
  'e\u0301\u0323 combining and \u200Fmarked',
  '+++ === &&& %%% +',
  'null',
];

/** A name that nobody else has, with the poison in it. */
const poisoned = (text: string): Record<string, unknown> => {
  const order = anOrder();
  const { name, ...rest } = order['organization'] as { name: string };
  return { ...order, organization: { ...rest, name: `${text} ${name.slice(-8)}` } };
};

async function idsIn(stage: Stage, status: string, count: number): Promise<string[]> {
  return eventually(async () => {
    const rows = await stage.sql<{ id: string }>(`SELECT id FROM orders WHERE status = '${status}'`);
    if (rows.length < count) throw new Error(`${rows.length} orders are ${status}`);
    return rows.map(({ id }) => id);
  });
}

/** Two operators press the same button at the same time: one is served, the other hears why not. */
async function pressTwice(stage: Stage, action: string, body?: object): Promise<void> {
  const operators = stage.apis.map(({ url }) => new ApiClient(url, OPERATOR_KEY));
  const answers = await Promise.all(operators.map((operator) => operator.post(action, body)));
  const statuses = answers.map(({ status }) => status).sort();
  if (statuses.join() !== '200,409') throw new Error(`${action}: ${statuses.join()}`);
}

export const PEOPLE_SCENARIOS: readonly Scenario[] = [
  {
    name: '100 parallel requests: same key, same key with another body, same body with other keys',
    fault: 9,
    apis: 2,
    run: async ({ callers }) => {
      const [key, order] = [randomUUID(), anOrder()];
      await Promise.all(HUNDRED.map(() => callers.one(order, key)));
      await Promise.all(HUNDRED.map(() => callers.one(anOrder(), key)));
      const twin = anOrder();
      const answers = await Promise.all(HUNDRED.map(() => callers.one(twin)));
      const accepted = answers.filter(({ status }) => status < 300).length;
      if (accepted !== 1) throw new Error(`${accepted} orders for one certificate`);
    },
  },
  {
    name: 'poison among other orders: metacharacters of forms, odd Unicode, long attestations',
    fault: 20,
    run: async ({ callers }) => {
      const load = callers.order(100);
      for (const text of POISON) await callers.one(poisoned(text));
      const keyAttestation = randomBytes(20_000).toString('base64');
      const csr = await aCsr();
      await callers.one(anOrder({ provisioning: remoteProvisioning(csr, { keyAttestation }) }));
      await load.done;
    },
  },
  {
    name: 'two operators resolve and retry the same orders at the same time',
    fault: 21,
    apis: 2,
    run: async ({ stage, callers }) => {
      const { control } = stage.simulator;
      await control.script({ kind: 'hang', times: 10 }, { kind: 'error', row: 7, times: 10 });
      await callers.order(30).done;
      const unknown = await idsIn(stage, 'outcome-unknown', 10);
      const rejected = await idsIn(stage, 'rejected', 10);
      const word = { outcome: 'not-placed', resubmit: true, note: 'looked it up: it is not there' };
      for (const id of unknown) await pressTwice(stage, `/v1/orders/${id}/resolve`, word);
      for (const id of rejected) await pressTwice(stage, `/v1/orders/${id}/retry`);
      for (const id of await idsIn(stage, 'placed', 30)) {
        const again = await new ApiClient(stage.api.url, OPERATOR_KEY).post(`/v1/orders/${id}/retry`);
        if (again.status !== 409) throw new Error(`a placed order was queued again: ${again.status}`);
      }
    },
  },
];
