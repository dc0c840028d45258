import { describe, expect, it } from '@jest/globals';
import {
  type Answer,
  isWhole,
  PUBLISHED,
  refused,
  type Script,
  StandIn,
  verify,
} from '../../test/support/odd-account.js';
import { exitCodeOf } from './check.js';

const ACCESS_DENIED = 'errorCode=-16&errorMessage=Incorrect+login+details%2C+account+is+locked.';
const NAMES = ['customerEmailAddress', 'callbackTemplateId', 'subscriberAgreementTemplateID'];
const LEARNT = {
  customerEmail: 'customerEmailAddress',
  callbackTemplateId: 'callbackTemplateId',
  subscriberAgreementTemplateId: 'subscriberAgreementTemplateID',
};

describe('an account that may not use one command', () => {
  it.each(['!WebHostReport', '!GetDetailedOrderStatus'])(
    'is not one whose login is refused: %s',
    async (denied) => {
      const standIn = new StandIn(NAMES);
      const script: Script = (command, form) =>
        command === denied ? ACCESS_DENIED : standIn.answer(command, form);
      const run = await verify(standIn, { script, orderNumbers: ['7000'] });
      expect(run.statusOf('login')).toBe('ok');
      const check = denied === '!WebHostReport' ? 'report' : 'status 7000';
      expect(run.detailOf(check)).toContain(`The account may not use ${denied}: Sectigo answered -16`);
      expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
      expect(standIn.asked.filter(({ command }) => command === denied)).toHaveLength(1);
    },
  );

  it('may not order: then it cannot go live', async () => {
    const standIn = new StandIn();
    const script: Script = (command, form) =>
      command === '!AutoApplyOrder' ? ACCESS_DENIED : standIn.answer(command, form);
    const run = await verify(standIn, { script });
    expect([run.statusOf('login'), run.statusOf('test order'), exitCodeOf(run.checks)]).toEqual([
      'ok',
      'failed',
      2,
    ]);
    expect(run.detailOf('test order')).toContain('may not use !AutoApplyOrder');
    expect(standIn.asked.filter(({ command }) => command === '!AutoApplyOrder')).toHaveLength(1);
  });

  it('may use neither report nor status, and is asked whether it is still known', async () => {
    const standIn = new StandIn(NAMES);
    const script: Script = (command, form) =>
      ['!WebHostReport', '!GetDetailedOrderStatus'].includes(command)
        ? ACCESS_DENIED
        : standIn.answer(command, form);
    const run = await verify(standIn, { script, orderNumbers: ['7000'] });
    expect(run.statusOf('login')).toBe('ok');
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });

  it('may not ask for its balance, as the words say', async () => {
    const standIn = new StandIn(NAMES);
    const script: Script = (command, form) =>
      command === '!getAccountBalance'
        ? refused(-16, 'You+do+not+have+permission+to+use+this+command!')
        : standIn.answer(command, form);
    const run = await verify(standIn, { script });
    expect([run.statusOf('login'), run.statusOf('balance')]).toEqual(['ok', 'warning']);
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });
});

describe('a login that is refused', () => {
  it.each<[string, Answer]>([
    ['-16', ACCESS_DENIED],
    ['HTTP 401', { status: 401 }],
    ['HTTP 403', { status: 403 }],
  ])('is tried once: %s', async (words, answer) => {
    const standIn = new StandIn();
    const run = await verify(standIn, { script: () => answer, orderNumbers: ['7000'] });
    expect([run.statusOf('login'), exitCodeOf(run.checks)]).toEqual(['failed', 2]);
    expect(run.detailOf('login')).toContain(`Sectigo refused the login: it answered ${words}`);
    expect(standIn.asked).toHaveLength(1);
  });

  it('is not tried again when an account that orders is locked meanwhile', async () => {
    const standIn = new StandIn(NAMES);
    let orders = 0;
    const script: Script = (command, form) =>
      command === '!AutoApplyOrder' && ++orders > 6 ? ACCESS_DENIED : standIn.answer(command, form);
    const run = await verify(standIn, { script });
    expect(run.detailOf('login')).toContain('accepted the login at first');
    expect(orders).toBe(7);
  });

  it('is not what the call limit at once means', async () => {
    const standIn = new StandIn();
    const run = await verify(standIn, { script: () => refused(-42, 'Call+limit+reached') });
    expect([run.statusOf('login'), exitCodeOf(run.checks)]).toEqual(['warning', 1]);
    expect(standIn.asked).toHaveLength(1);
  });
});

describe('the names', () => {
  it('are tried in turns, so that a call limit leaves none of them out', async () => {
    const standIn = new StandIn();
    let orders = 0;
    const script: Script = (command, form) =>
      command === '!AutoApplyOrder' && ++orders > 10
        ? refused(-42, 'Call+limit')
        : standIn.answer(command, form);
    await verify(standIn, { script });
    const tried = standIn.asked
      .flatMap(({ form }) => Object.keys(form))
      .filter((name) => !PUBLISHED.has(name));
    const searched = new Set(tried.filter((name) => /email|template/i.test(name)));
    expect([...searched].filter((name) => /callback/i.test(name)).length).toBeGreaterThanOrEqual(2);
    expect([...searched].filter((name) => /agreement/i.test(name)).length).toBeGreaterThanOrEqual(2);
  });

  it('are proven where a malformed value is refused by name', async () => {
    const standIn = new StandIn(NAMES);
    const script: Script = (command, form) => {
      if (
        command === '!AutoApplyOrder' &&
        isWhole(form) &&
        form['customerEmailAddress'] === 'not an address'
      ) {
        return refused(-4, "The+value+of+the+'customerEmailAddress'+argument+is+invalid!");
      }
      return standIn.answer(command, form);
    };
    const run = await verify(standIn, { script });
    expect(run.detailOf('name of customerEmail')).toContain('refuses a malformed address in it');
    expect(run.detailOf('name of callbackTemplateId')).toContain('its meaning is not proven');
  });

  it('are not those of arguments of another kind', async () => {
    const standIn = new StandIn(['validationEmail', ...NAMES]);
    const script: Script = (command, form) =>
      command === '!AutoApplyOrder' && form['validationEmail'] !== undefined
        ? refused(-4, "The+value+of+the+'validationEmail'+argument+is+invalid!")
        : standIn.answer(command, form);
    const run = await verify(standIn, { script });
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });

  it('are found by whole orders where values are looked at first', async () => {
    const standIn = new StandIn(NAMES);
    const script: Script = (command, form) =>
      command === '!AutoApplyOrder' && !isWhole(form)
        ? refused(-3, "The+'days'+argument+is+missing!")
        : standIn.answer(command, form);
    const run = await verify(standIn, { script });
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });

  it('are not learnt where unknown names are ignored', async () => {
    const standIn = new StandIn();
    const script: Script = (command, form) =>
      command !== '!AutoApplyOrder'
        ? standIn.answer(command, form)
        : isWhole(form)
          ? standIn.sell()
          : refused(-3, 'missing');
    const run = await verify(standIn, { script });
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual({
      customerEmail: null,
      callbackTemplateId: null,
      subscriberAgreementTemplateId: null,
    });
    expect(run.detailOf('name of customerEmail')).toContain('ignores names that it does not know');
  });
});

it('a slow Sectigo is left when the time is over', async () => {
  const standIn = new StandIn();
  const run = await verify(standIn, { msPerAnswer: 20_000, timeLimitMs: 200_000 });
  expect(standIn.asked.length).toBeLessThanOrEqual(10);
  expect(run.detailOf('name of customerEmail')).toContain('the time limit of 200 s is over');
  expect(run.settings.SECTIGO_ERROR_CODES_FILE).toBeNull();
  expect(exitCodeOf(run.checks)).toBe(1);
});

describe('a test order whose answer is lost', () => {
  const losing = (standIn: StandIn, sells: boolean, shownAfterLooks = 0): Script => {
    let lost = false;
    let looks = 0;
    return (command, form) => {
      if (
        command === '!AutoApplyOrder' &&
        isWhole(form) &&
        !lost &&
        form['foreignOrderNumber'] === undefined
      ) {
        lost = true;
        if (sells) standIn.sell();
        return null;
      }
      if (command === '!WebHostReport' && lost && looks++ < shownAfterLooks) return standIn.report([]);
      return standIn.answer(command, form);
    };
  };

  it('is found in the report, and counts as placed', async () => {
    const standIn = new StandIn(NAMES);
    const run = await verify(standIn, { script: losing(standIn, true, 3) });
    expect(run.detailOf('test order')).toContain('order 7000');
    expect(run.detailOf('orders placed')).toContain('7000');
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });

  it('is followed by no other that might be accepted while it is not found', async () => {
    const standIn = new StandIn(NAMES);
    const run = await verify(standIn, { script: losing(standIn, false) });
    expect(run.statusOf('test order')).toBe('failed');
    expect(run.detailOf('orders placed')).toContain('the report does not have it so far');
    expect(standIn.asked.filter(({ form }) => isWhole(form))).toHaveLength(1);
    expect(standIn.sold).toEqual([]);
    // what cannot be accepted teaches all the same
    expect(run.settings.SECTIGO_PARAMETER_NAMES).toEqual(LEARNT);
  });
});

it('numbers are called by what they mean', async () => {
  const standIn = new StandIn(NAMES);
  const script: Script = (command, form) =>
    command === '!AutoApplyOrder' && isWhole(form) && form['appRepEmailAddress'] === 'not an address'
      ? refused(-170, 'E-mail+address+invalid.')
      : standIn.answer(command, form);
  const run = await verify(standIn, { script });
  expect(run.settings.SECTIGO_ERROR_CODES_FILE).toEqual([{ code: -170, row: 25 }]);
  expect(run.detailOf('error numbers')).toContain('-170 is “E-mail address invalid” (row 25)');
});
