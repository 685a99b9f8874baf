import type { DocumentOperation } from '../call.ts';
import { asDocument, operationTable } from '../operation.ts';
import type { Operation } from '../service-module.ts';
import { QueryParams } from '../wire/query-params.ts';
import { renderDocument, renderXml } from '../wire/render.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { documentXml } from '../wire/document-xml.ts';
import { unflatten } from './query-form.ts';

/** Amazon CloudWatch, version 2010-08-01, in the three protocols that it speaks: CBOR, JSON and query. */
export const cloudwatchOperations = operationTable(
  { GetMetricData: getMetricData, GetMetricStatistics: getMetricStatistics, ListMetrics: listMetrics },
  inEveryProtocol,
);

function inEveryProtocol(operation: DocumentOperation): Operation {
  return {
    run: (call, input, voice) =>
      input instanceof QueryParams
        ? renderXml(voice, documentXml(operation(call, unflatten(input))))
        : renderDocument(voice, operation(call, asDocument(input))),
  };
}
