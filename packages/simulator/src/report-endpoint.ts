import { type IncomingMessage } from 'node:http';
import { commandEndpoint, refuse, type Exchange } from './command-endpoint.js';
import { dressed, type Pair, writePairs } from './field-dress.js';
import { type Purchase } from './ledger.js';
import { bodyReply, type Reply } from './reply-formats.js';
import { type Endpoint, type Simulation } from './simulation.js';
import { judgeReport, reportedPurchases, rowOf, type ReportRequest } from './web-host-report.js';

/** `POST /products/!WebHostReport`: what the ledger has, page by page, in the one format of a report. */
export const answerReport: Endpoint = commandEndpoint({
  command: '!WebHostReport',
  formatOf: () => 1,
  answer: judgeAndReport,
});

const TRUTH: { readonly omit: null; readonly rewrite: Readonly<Record<string, string>> } = {
  omit: null,
  rewrite: {},
};

function judgeAndReport(simulation: Simulation, request: IncomingMessage, exchange: Exchange): Reply {
  const { settings } = simulation.account;
  const dress = simulation.personality.report;
  if (request.method !== 'POST') return refuse({ row: 17 }, simulation, exchange);
  const verdict = judgeReport(exchange.fields, settings);
  if (verdict.kind === 'refused') return refuse(verdict.refusal, simulation, exchange);
  const { report } = verdict;
  const action = exchange.fault?.action;
  const { omit, rewrite } = action?.kind === 'report' ? action : TRUTH;
  const purchases = omit === 'all' ? [] : simulation.ledger.purchases;
  const found = reportedPurchases(purchases, report, settings, new Date());
  const page = found.slice(report.firstResultNo - 1, report.lastResultNo);
  const isOmitted = (index: number): boolean =>
    (omit === 'first' && index === 0) || (omit === 'last' && index === page.length - 1);
  const firstNumber = dress.rowNumbers === 'page' ? 1 : report.firstResultNo;
  const rows = page.flatMap((purchase, index) =>
    isOmitted(index)
      ? []
      : rowOf(purchase, report, settings, dress).map(([name, value]): Pair => [
          `${firstNumber + index}_${name}`,
          rewrite[name] ?? value,
        ]),
  );
  exchange.log.outcome = { kind: 'reported', rows: page.length };
  const counted = dress.count === 'whole' ? found : page;
  const pairs = dressed([...envelopeOf(report, counted, page), ...rows], dress.fields);
  return bodyReply(200, 'application/x-www-form-urlencoded', writePairs(pairs));
}

function envelopeOf(
  { values, firstResultNo }: ReportRequest,
  counted: readonly Purchase[],
  page: readonly Purchase[],
): readonly Pair[] {
  const window = ['notBefore', 'notAfter'].flatMap((name): Pair[] => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return [
    ['errorCode', '0'],
    ['noOfResults', String(counted.length)],
    ['firstResultNo', String(firstResultNo)],
    ['lastResultNo', String(firstResultNo + page.length - 1)],
    ...window,
  ];
}
