import { plainTime } from '../../provider-estate/azure/times.ts';
import { badRequest } from '../wire/arm-error.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { resourceDocument } from '../resources/document.ts';
import { existingSubscription } from '../resources/existing.ts';
import { listDocument } from '../wire/paging.ts';
import { measuredResource, metricValues } from './metric-answer.ts';
import { metricDefinitions } from './metric-definitions.ts';
import { metricQuestion } from './metric-question.ts';

/** Ids that one batch may name. Source: Metrics Batch API, "resourceids". */
const BATCH_LIMIT = 50;

/** Azure Monitor: metrics of a resource, their definitions, and the batch of the data plane. */
export const metricOperations: readonly Operation[] = [
  {
    service: 'insights',
    id: 'Metrics_List',
    flatErrors: true,
    action: 'Microsoft.Insights/metrics/read',
    method: 'GET',
    path: '/{+scope}/providers/Microsoft.Insights/metrics',
    run(call) {
      const question = metricQuestion(call);
      const measured = measuredResource(call.world, call.params.scope ?? '');
      return {
        cost: 0,
        timespan: `${plainTime(question.from)}/${plainTime(question.to)}`,
        interval: question.interval,
        value: metricValues(measured, question),
        namespace: question.namespace ?? measured.namespace,
        resourceregion: measured.resource.region,
      };
    },
  },
  {
    service: 'insights',
    id: 'MetricDefinitions_List',
    flatErrors: true,
    action: 'Microsoft.Insights/metricDefinitions/read',
    method: 'GET',
    path: '/{+scope}/providers/Microsoft.Insights/metricDefinitions',
    run: (call) => ({ value: definitionsOf(call) }),
  },
  {
    service: 'insights',
    id: 'AutoscaleSettings_ListBySubscription',
    action: 'Microsoft.Insights/autoscaleSettings/read',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Insights/autoscalesettings',
    run(call) {
      const settings = call.world.ofType(existingSubscription(call).id, 'Microsoft.Insights/autoscalesettings');
      return listDocument(call, settings, resourceDocument);
    },
  },
  {
    service: 'insights',
    id: 'Metrics_Batch',
    action: 'Microsoft.Insights/metrics/read',
    method: 'POST',
    host: '*.metrics.monitor.azure.com',
    path: '/subscriptions/{subscriptionId}/metrics:getBatch',
    run: batch,
  },
];

function batch(call: AzureCall): object {
  const { id: accountId } = existingSubscription(call);
  const { resourceids } = (call.body ?? {}) as { readonly resourceids?: unknown };
  if (!Array.isArray(resourceids) || resourceids.length === 0) {
    throw badRequest('BadRequest', 'The request body must name the resources: resourceids.');
  }
  if (resourceids.length > BATCH_LIMIT) {
    throw badRequest(
      'BadRequest',
      `The number of resources must be at most ${BATCH_LIMIT}, not ${resourceids.length}.`,
    );
  }
  const question = metricQuestion(call);
  if (question.namespace === undefined) throw badRequest('BadRequest', 'The parameter metricnamespace is required.');
  const region = call.host.split('.')[0] ?? '';
  return {
    values: resourceids.map((resourceid: unknown) => {
      const measured = measuredResource(call.world, String(resourceid));
      const { resource } = measured;
      if (resource.accountId !== accountId || resource.region !== region) {
        throw badRequest(
          'BadRequest',
          `The resource '${String(resourceid)}' is not in subscription '${accountId}' and region '${region}'.`,
        );
      }
      return {
        starttime: plainTime(question.from),
        endtime: plainTime(question.to),
        interval: question.interval,
        namespace: question.namespace,
        resourceregion: region,
        resourceid: String(resourceid),
        value: metricValues(measured, question),
      };
    }),
  };
}

const GRAINS = ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'];

function definitionsOf(call: AzureCall): readonly object[] {
  const { id, namespace } = measuredResource(call.world, call.params.scope ?? '');
  return [...(metricDefinitions(namespace)?.values() ?? [])].map(({ name, unit, primary, dimensions }) => ({
    id: `${id}/providers/microsoft.insights/metricdefinitions/${name}`,
    resourceId: id,
    namespace,
    name: { value: name, localizedValue: name },
    displayDescription: name,
    isDimensionRequired: false,
    unit,
    primaryAggregationType: `${primary[0]?.toUpperCase()}${primary.slice(1)}`,
    supportedAggregationTypes: ['None', 'Average', 'Minimum', 'Maximum', 'Total', 'Count'],
    metricAvailabilities: GRAINS.map((timeGrain) => ({ timeGrain, retention: 'P93D' })),
    ...(dimensions.length > 0 && {
      dimensions: dimensions.map((value) => ({ value, localizedValue: value })),
    }),
  }));
}
