import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseEncryptionKeys } from '../../src/config/encryption-keys.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aWebhook } from '../factories/webhooks.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { follow } from '../support/followed-page.js';
import { OPERATOR_KEY, SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';
import { Shell } from '../support/shell.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

const PAGE = 'docs/KEYS.md';
const NEW_OPERATOR_KEY = 'another-operator-key-of-the-tests';
/** No limit to calls: one test calls as fast as it can. */
const SETTINGS = { webhookAllowPrivate: true, callsPerMinute: { reads: 0, orders: 0, changes: 0 } } as const;
const NEW_PASSWORD = 'another-pässword';

describe('whoever follows the page about keys', () => {
  const scratch = new ScratchFolder();
  const receivers = new WebhookReceivers();
  const passwordFile = scratch.file('password', SIMULATOR_LOGIN.loginPassword);
  const encryptionKeyFile = scratch.file('encryption-key', '');
  let gateway: TestGateway;
  let shell: Shell;
  beforeAll(async () => {
    gateway = await startGateway(SETTINGS);
    const { url } = gateway.config.sectigo;
    const sectigo = { url, loginName: SIMULATOR_LOGIN.loginName, loginPasswordFile: passwordFile };
    await gateway.restart({ ...SETTINGS, sectigo });
    shell = Shell.open(scratch, {
      URL: gateway.url,
      KEY: OPERATOR_KEY,
      SECTIGO_LOGIN_PASSWORD_FILE: passwordFile,
      DATABASE_URL: gateway.database.url,
      ENCRYPTION_KEY_FILE: encryptionKeyFile,
      NEW_PASSWORD_FILE: scratch.file('new-password', `${NEW_PASSWORD}\n`),
    });
    const [, prelude = ''] = /```\n(call\(\)[^`]*)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    await shell.run(prelude);
  });
  afterAll(async () => {
    await shell.close();
    await gateway.stop();
    await receivers.close();
    scratch.remove();
  });

  it('changes the key of a client, and the service orders all the time', async () => {
    const client = await gateway.client();
    await shell.set('CLIENT', client.id);
    await shell.set('OLD_KEY_ID', client.key?.replace(/^sgk_([^_]+)_.*$/, 'key_$1') ?? '');
    let successor: ApiClient | undefined;
    await follow(PAGE, "A client's key", shell, {
      'Give the new key to the service, and wait until it uses it.': async (printed) => {
        const [, key = ''] = /"key":"([^"]+)"/.exec(printed) ?? [];
        successor = new ApiClient(gateway.url, key);
        expect((await client.get('/v1/orders')).status).toBe(200);
        expect((await successor.order(anOrder())).status).toBe(202);
      },
    });
    expect((await client.get('/v1/orders')).status).toBe(401);
    expect((await successor?.get('/v1/orders'))?.status).toBe(200);
  });

  it('changes the secret of a webhook, and neither old nor new misses an event', async () => {
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url, { eventTypes: ['webhook.test'] });
    await shell.set('WEBHOOK', webhook.id);
    let secret = '';
    await follow(PAGE, "A webhook's secret", shell, {
      'Give the new secret to the receiver.': (printed) => {
        [, secret = ''] = /"secret":"([^"]+)"/.exec(printed) ?? [];
      },
    });
    await eventually(() => expect(receiver.received).not.toEqual([]));
    expect(secret).not.toBe(webhook.secret);
    expect(receiver.payloads(secret)).toEqual(receiver.payloads(webhook.secret));
  });

  it('changes the password of Sectigo without a refused login, and orders wait meanwhile', async () => {
    let waiting = '';
    await follow(PAGE, 'The Sectigo password', shell, {
      'Change the password at Sectigo.': async () => {
        await gateway.simulator.changeAccount({ password: NEW_PASSWORD });
        waiting = orderOf(await gateway.operator.order(anOrder())).id;
      },
    });
    await eventually(async () => {
      const order = orderOf(await gateway.operator.get(`/v1/orders/${waiting}`));
      expect(order).toMatchObject({ status: 'placed', attempts: 1 });
    });
  });

  it('sets an encryption key and changes it, and every event arrives meanwhile, rightly signed', async () => {
    // without the rest of an account the command refuses it
    await shell.run('unset SECTIGO_LOGIN_PASSWORD_FILE');
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url);
    const restart = async (): Promise<void> => {
      const encryptionKeys = parseEncryptionKeys(readFileSync(encryptionKeyFile, 'utf8'));
      await gateway.restart({ ...SETTINGS, encryptionKeys });
    };
    const keyId = async (): Promise<unknown> => {
      const sql = `SELECT split_part(secret, ':', 2) AS id FROM webhooks WHERE id = $1`;
      return (await gateway.sql.query<{ id: string }>(sql, [webhook.id])).rows[0]?.id;
    };
    const told = new Set<string>();
    const end = new AbortController();
    const testing = (async () => {
      while (!end.signal.aborted) {
        const tested = await gateway.operator.post(`/v1/webhooks/${webhook.id}/test`).catch(() => undefined);
        if (tested?.status === 202) told.add((tested.body as { eventId: string }).eventId);
        await eventually(() =>
          expect(receiver.received.map(({ id }) => id)).toEqual(expect.arrayContaining([...told])),
        );
      }
    })();
    const changeKey = async (): Promise<unknown> => {
      await follow(PAGE, 'The encryption key', shell, {
        'Restart every process with it, one after the other.': restart,
        'Restart every process once more, one after the other.': restart,
      });
      return keyId();
    };
    const ids = [await changeKey(), await changeKey()];
    end.abort();
    await testing;
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/), expect.stringMatching(/^[0-9a-f]{8}$/)]);
    expect(ids[0]).not.toBe(ids[1]);
    expect(receiver.payloads(webhook.secret).length).toBeGreaterThanOrEqual(told.size);
  });

  it('changes the operator key', async () => {
    await shell.set('OLD_KEY', OPERATOR_KEY);
    const printed = await follow(PAGE, 'The operator key', shell, {
      'Restart every process with it, one after the other.': async (fresh) => {
        expect(fresh).toMatch(/^OPERATOR_KEY=[\w-]{43}\n$/);
        await gateway.restart({ operatorKey: NEW_OPERATOR_KEY });
        await shell.set('URL', gateway.url);
        await shell.set('KEY', NEW_OPERATOR_KEY);
      },
    });
    expect(printed).toMatch(/^401\n\{"/);
  });
});
