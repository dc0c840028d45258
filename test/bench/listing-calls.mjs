import { clientId } from './fill-orders.mjs';

const YEAR_AGO = 330;
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Every filter alone, then what people combine. Searches: frequent, rare and without a match; short and not ASCII. */
const FOR_ALL = [
  '',
  'limit=200',
  'status=placed',
  'status=rejected',
  'status=held',
  'status=submitting',
  'status=rejected&status=failed',
  'status=failed&status=held&status=outcome-unknown&status=queued',
  'certificateType=organization',
  'certificateType=individual',
  'test=true',
  'test=false',
  'reference=PO-0023757',
  'reference=none',
  `createdAfter=${daysAgo(1)}`,
  `createdBefore=${daysAgo(YEAR_AGO)}`,
  `createdAfter=${daysAgo(200)}&createdBefore=${daysAgo(199)}`,
  'sectigoOrderNumber=3500003',
  'q=industries',
  'q=GmbH',
  'q=quixotic',
  'q=zymurgy ltd',
  'q=no such thing',
  'q=PO-0023757',
  'q=50000',
  'q=Müller Schäfer',
  'q=東京証券',
  'q=東京',
  'q=qu',
  'q=ui',
  'q=zq',
  'q=in',
  'q=x',
  'q=証',
  'q=~',
  'status=placed&certificateType=individual&test=true',
  'status=rejected&test=true',
  'status=failed&q=industries',
  'status=placed&q=quixotic',
  'certificateType=individual&q=zq',
  `status=outcome-unknown&createdBefore=${daysAgo(YEAR_AGO)}`,
  `test=true&createdBefore=${daysAgo(YEAR_AGO)}&q=bank`,
];
const FOR_OPERATORS = [
  `clientId=${clientId(1)}`,
  `clientId=${clientId(45)}&status=rejected`,
  'clientId=cli_none',
  `clientId=${clientId(45)}&q=industries`,
];

/** @returns every call: who asks for what. */
export function listingCalls(callers) {
  return [
    ...callers.flatMap((caller) => FOR_ALL.map((query) => ({ caller, query }))),
    ...callers
      .filter(({ role }) => role === 'operator')
      .flatMap((caller) => FOR_OPERATORS.map((query) => ({ caller, query }))),
  ];
}
