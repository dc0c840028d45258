import { setTimeout as pause } from 'node:timers/promises';
import { changeToken, Upstream, type UpstreamIdentity } from '../../../src/upstream/upstream.js';
import { eventually } from '../../support/eventually.js';
import { type Scenario } from '../scenario.js';
import { type Settings } from '../stage/gateway-process.js';
import { Impostor } from '../stage/impostor.js';
import { LOGIN } from '../stage/simulator-process.js';
import { type Stage } from '../stage/stage.js';

/** Enough to open the breaker, and for some of the trials that come after it. */
const FAILURES = 10;

const identityOf = (url: string): UpstreamIdentity =>
  new Upstream({ sectigo: { url, loginName: LOGIN.name } }).identity;

/** An operator confirms that both addresses lead to the same account. */
const confirmed = (from: string, to: string): Settings => ({
  SECTIGO_SAME_ACCOUNT: changeToken(identityOf(from), identityOf(to)),
});

/** The network fails before Sectigo could have heard anything: nobody may be left in doubt. */
function unreachable(
  name: string,
  broken: (stage: Stage) => Settings & { readonly SECTIGO_URL: string },
  more: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    fault: 6,
    workers: 0,
    ...more,
    run: async ({ stage, callers, faultEnds }) => {
      const [here, elsewhere] = [stage.simulator.proxiedUrl, broken(stage)];
      const there = elsewhere.SECTIGO_URL;
      const lost = await stage.add('worker', { ...elsewhere, ...confirmed(here, there) });
      await lost.start();
      await callers.order(40).done;
      await eventually(async () => {
        const rows = await stage.sql(`SELECT FROM attempts WHERE outcome = 'not-sent'`);
        if (rows.length < FAILURES) throw new Error(`${rows.length} attempts have failed`);
      });
      await lost.terminate();
      await (await stage.add('worker', confirmed(there, here))).start();
      faultEnds();
    },
  };
}

const impostor = new Impostor();

export const UNREACHABLE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'nobody listens at Sectigo for 4 s, twice',
    fault: 6,
    // a connection that was open when the fault began had its form sent
    unknown: { kind: 'some' },
    run: async ({ stage, callers, faultEnds }) => {
      for (let round = 0; round < 2; round += 1) {
        const load = callers.order(50, { everyMs: 20 });
        await load.told(10);
        await stage.simulator.proxy.break({ kind: 'refuse' });
        await pause(4_000);
        await stage.simulator.proxy.heal();
        faultEnds();
        await load.done;
      }
    },
  },
  unreachable("Sectigo's name is not known to DNS", () => ({
    SECTIGO_URL: 'https://sectigo.invalid/products/',
  })),
  unreachable('Sectigo speaks no TLS', ({ simulator }) => ({
    SECTIGO_URL: simulator.proxiedUrl.replace('http:', 'https:'),
  })),
  unreachable(
    "somebody else answers at Sectigo's address, with a certificate of a trusted authority for another address",
    () => ({ SECTIGO_URL: impostor.url, SECTIGO_CA_FILE: impostor.caFile }),
    {
      prepare: () => impostor.start(),
      tidy: async () => {
        await impostor.stop();
        if (impostor.heard > 0) throw new Error(`the impostor heard ${impostor.heard} requests`);
      },
    },
  ),
];
