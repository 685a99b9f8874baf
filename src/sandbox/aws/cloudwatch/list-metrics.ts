import { listMetrics as metricsOf, type MetricFilter } from '../../estate/metrics.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { readToken, writeToken } from '../paging.ts';
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
  const start = Number(position);
  const end = start + (call.halvePage ? pageSize / 2 : pageSize);
  const metrics: object[] = [];
  let at = 0;
  for (const { namespace, metricName, dimensions } of metricsOf(call.world.estate, filter)) {
    if (at === end) break;
    if (at >= start) {
      const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      metrics.push({ Namespace: namespace, MetricName: metricName, Dimensions });
    }
    at += 1;
  }
  const more = metrics.length === end - start || call.halvePage;
  return { Metrics: metrics, ...(more ? { NextToken: writeToken(listing, String(start + metrics.length)) } : {}) };
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
