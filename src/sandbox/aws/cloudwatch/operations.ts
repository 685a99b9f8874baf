import type { DocumentOperation } from '../call.ts';
import { asDocument, operationTable } from '../operation.ts';
import type { Operation } from '../service-module.ts';
import { QueryParams } from '../wire/query-params.ts';
import { documentXml, queryForm } from '../wire/document-xml.ts';
import { queryDocument } from '../wire/query-document.ts';
import { renderDocument, renderXml } from '../wire/render.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';

const types = {
  numbers: new Set(['Period', 'MaxDatapoints']),
  booleans: new Set(['ReturnData', 'IncludeLinkedAccounts']),
};
const form = { ...queryForm, maps: new Set(['ExtendedStatistics']) };

/** CloudWatch operations in the three protocols that it speaks: CBOR, JSON and query. */
export function cloudwatchTable(
  table: Readonly<Record<string, DocumentOperation>>,
): Readonly<Record<string, Operation>> {
  return operationTable(table, inEveryProtocol);
}

function inEveryProtocol(operation: DocumentOperation): Operation {
  return {
    run: (call, input, voice) =>
      input instanceof QueryParams
        ? renderXml(voice, documentXml(operation(call, queryDocument(input, types)), form))
        : renderDocument(voice, operation(call, asDocument(input))),
  };
}

export const cloudwatchOperations = cloudwatchTable({
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
});
