import { listMetrics as metricsOf, type MetricFilter, type MetricIdentity } from '../../estate/metrics.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { halved, readToken, takePage, writeToken } from '../paging.ts';
import { cloudwatchErrors } from './errors.ts';

const pageSize = 500;

/** ListMetrics: 500 a page; metrics without data for two weeks are not listed. */
export function listMetrics(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, cloudwatchErrors.invalidValue);
  const filter = readFilter(call, input);
  const token = input.optionalText('NextToken');
  const listing = JSON.stringify([call.accountId, call.region, { ...filter, now: undefined }]);
  const position = token === undefined ? '0' : readToken(listing, token);
  if (position === undefined) throw cloudwatchErrors.invalidToken();
  const full = takePage(numbered(metricsOf(call.world.estate, filter), Number(position)), pageSize, numberOf);
  const { items, endsAt } = call.halvePage ? halved(full, numberOf) : full;
  return {
    Metrics: items.map(({ metric }) => metric),
    ...(endsAt === undefined ? {} : { NextToken: writeToken(listing, endsAt) }),
  };
}

interface Numbered {
  /** How many metrics the listing has told with this one. */
  readonly number: number;
  readonly metric: object;
}

const numberOf = ({ number }: Numbered) => String(number);

/** The metrics behind the first `skip`, in the shape of the API. */
function* numbered(metrics: Iterable<MetricIdentity>, skip: number): Generator<Numbered> {
  let number = 0;
  for (const { namespace, metricName, dimensions } of metrics) {
    number += 1;
    if (number <= skip) continue;
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    yield { number, metric: { Namespace: namespace, MetricName: metricName, Dimensions } };
  }
}

function readFilter(call: Call, input: DocumentInput): MetricFilter {
  const namespace = input.optionalText('Namespace');
  const metricName = input.optionalText('MetricName');
  const dimensions = input.children('Dimensions').map((dimension) => {
    const value = dimension.optionalText('Value');
    return { name: dimension.text('Name'), ...(value === undefined ? {} : { value }) };
  });
  if (input.has('RecentlyActive')) input.oneOf('RecentlyActive', ['PT3H']);
  return {
    accountId: call.accountId,
    region: call.region,
    now: call.now,
    ...(namespace === undefined ? {} : { namespace }),
    ...(metricName === undefined ? {} : { metricName }),
    ...(dimensions.length === 0 ? {} : { dimensions }),
  };
}
