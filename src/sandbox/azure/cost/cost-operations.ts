import { createHash } from 'node:crypto';
import { LOCATIONS } from '../prices/locations.ts';
import { notFound } from '../wire/arm-error.ts';
import { Answer, type AzureCall, type Operation } from '../wire/call.ts';
import { nextLink, offsetOf, pageOf, skipToken } from '../wire/paging.ts';
import { type CostQuestion, costQuestion, type Filter, invalid } from './cost-question.ts';
import { type BilledLine, costOfLine, reservationLines } from './reservation-lines.ts';

const PAGE_SIZE = 5000;

/** Cost Management: the bill by day and dimension. Source: Microsoft.CostManagement 2023-11-01, Query_Usage. */
export const costOperations: readonly Operation[] = [
  {
    service: 'costmanagement',
    id: 'Query_Usage',
    action: 'Microsoft.CostManagement/query/read',
    method: 'POST',
    path: '/{+scope}/providers/Microsoft.CostManagement/query',
    run: answer,
  },
];

type Dimension = (line: BilledLine) => string;

/** What can be grouped and filtered by. */
const DIMENSIONS: Readonly<Record<string, Dimension>> = {
  chargetype: ({ chargeType = 'Usage' }) => chargeType,
  reservationid: ({ reservationId = '' }) => reservationId,
  servicename: ({ service }) => service,
  metercategory: ({ service }) => service,
  meter: ({ skuName }) => skuName.split(' - ').at(-1) ?? skuName,
  resourcelocation: ({ region }) => LOCATIONS[region] ?? region,
  subscriptionid: ({ accountId }) => accountId,
  resourceid: ({ resourceId }) => resourceId.toLowerCase(),
  resourcegroupname: ({ resourceId }) => groupOf(resourceId),
  resourcegroup: ({ resourceId }) => groupOf(resourceId),
  resourcetype: ({ resourceId }) => resourceId.toLowerCase().split('/').slice(6, 8).join('/'),
  publishertype: () => 'Azure',
};

const groupOf = (id: string): string => id.toLowerCase().split('/')[4] ?? '';

function dimension(name: string): Dimension {
  const found = DIMENSIONS[name.toLowerCase()];
  if (found === undefined) throw invalid(`Invalid dataset grouping: '${name}' is not a known dimension.`);
  return found;
}

function answer(call: AzureCall): Answer {
  const scope = call.params.scope ?? '';
  const question = costQuestion(call.body, call.now);
  const fits = filterOf(question.filter);
  const usages = linesOf(call, scope).filter(
    (line) => (line.view === undefined || line.view === question.view) && fits(line),
  );
  const rows = rowsOf(usages, question, call.now);
  const asked = createHash('sha256')
    .update(`${scope} ${JSON.stringify(call.body)}`)
    .digest('base64url');
  const page = pageOf(rows, offsetOf(call.query('$skiptoken'), asked), PAGE_SIZE, call.halvePage);
  const name = createHash('sha256').update(asked).digest('hex');
  const body = {
    id: `${scope}/providers/Microsoft.CostManagement/Query/${name}`,
    name,
    type: 'Microsoft.CostManagement/query',
    location: null,
    sku: null,
    eTag: null,
    properties: {
      nextLink: page.next === undefined ? null : nextLink(call, '$skiptoken', skipToken(page.next, asked)),
      columns: [
        { name: question.amount, type: 'Number' },
        ...(question.daily ? [{ name: 'UsageDate', type: 'Number' }] : []),
        ...question.groupBy.map((each) => ({ name: each, type: 'String' })),
        { name: 'Currency', type: 'String' },
      ],
      rows: page.items,
    },
  };
  return new Answer(body, {
    'x-ms-ratelimit-microsoft.costmanagement-qpu-consumed': '1',
    'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining': 'QueriesPerHour:8000,QueriesPerMin:600,QueriesPer10Sec:12',
  });
}

/** Of a subscription, a resource group, a management group, or all that a billing account pays. */
function linesOf({ world }: AzureCall, scope: string): readonly BilledLine[] {
  const bought = reservationLines(world.estate);
  const linesOfSubscription = (id: string): readonly BilledLine[] => [
    ...world.usagesOf(id),
    ...bought.filter(({ accountId }) => accountId === id.toLowerCase()),
  ];
  const [, subscription, group] = /^subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(scope) ?? [];
  if (subscription !== undefined) {
    if (world.subscription(subscription) === undefined) {
      throw notFound('SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
    }
    return linesOfSubscription(subscription).filter(
      ({ resourceId }) => !group || groupOf(resourceId) === group.toLowerCase(),
    );
  }
  const { billingAccountId, managementGroups, subscriptions } = world.estate;
  if (scope.toLowerCase() === `providers/microsoft.billing/billingaccounts/${billingAccountId}`) {
    return [...world.usages, ...bought];
  }
  const [, managementGroup] = /^providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(scope) ?? [];
  if (managementGroups.some(({ name }) => name === managementGroup)) {
    const under = (name: string): readonly string[] => [
      ...subscriptions.filter((each) => each.managementGroup === name).map(({ id }) => id),
      ...managementGroups.filter(({ parent }) => parent === name).flatMap((each) => under(each.name)),
    ];
    return under(managementGroup ?? '').flatMap(linesOfSubscription);
  }
  throw notFound('ScopeNotFound', `The scope '${scope}' could not be found.`);
}

function filterOf(filter: Filter | undefined): (usage: BilledLine) => boolean {
  if (filter === undefined) return () => true;
  const { and, or, dimensions } = filter;
  if (and !== undefined) {
    const all = and.map(filterOf);
    return (usage) => all.every((fits) => fits(usage));
  }
  if (or !== undefined) {
    const any = or.map(filterOf);
    return (usage) => any.some((fits) => fits(usage));
  }
  if (dimensions?.name === undefined) throw invalid('Invalid dataset filter clause.');
  const value = dimension(dimensions.name);
  const wanted = new Set((dimensions.values ?? []).map((each) => each.toLowerCase()));
  return (usage) => wanted.has(value(usage).toLowerCase());
}

type CostRow = readonly (string | number)[];

function rowsOf(
  usages: readonly BilledLine[],
  { from, to, daily, groupBy }: CostQuestion,
  now: number,
): readonly CostRow[] {
  const values = groupBy.map(dimension);
  const sums = new Map<string, { readonly keys: readonly string[]; readonly days: Map<number, number> }>();
  for (const usage of usages) {
    const keys = values.map((value) => value(usage));
    const name = keys.join('\n');
    const sum = sums.get(name) ?? { keys, days: new Map<number, number>() };
    sums.set(name, sum);
    for (const [day, nanos] of costOfLine(usage, from, to, now)) {
      const slot = daily ? day : from;
      sum.days.set(slot, (sum.days.get(slot) ?? 0) + nanos);
    }
  }
  return [...sums.values()]
    .flatMap(({ keys, days }) => [...days].map(([day, nanos]) => ({ keys, day, nanos })))
    .toSorted((a, b) => a.day - b.day)
    .map(({ keys, day, nanos }) => [nanos / 1e9, ...(daily ? [dayNumber(day)] : []), ...keys, 'USD']);
}

/** `20261124` */
function dayNumber(day: number): number {
  return Number(new Date(day).toISOString().slice(0, 10).replaceAll('-', ''));
}
