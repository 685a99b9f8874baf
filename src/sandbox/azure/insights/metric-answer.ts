import type { AzureResource, Course } from '../../provider-estate/azure/model.ts';
import { plainTime } from '../../provider-estate/azure/times.ts';
import { badRequest, notFound } from '../wire/arm-error.ts';
import type { AzureWorld } from '../azure-world.ts';
import { aggregate } from './aggregate.ts';
import { signalOf } from './course-signal.ts';
import { type MetricDefinition, metricDefinitions } from './metric-definitions.ts';
import type { MetricQuestion } from './metric-question.ts';

/** A resource, or a part of one that has metrics of its own: `…/blobServices/default`. */
export interface Measured {
  readonly id: string;
  readonly namespace: string;
  readonly resource: AzureResource;
  readonly courses: Readonly<Record<string, Course>>;
}

/** Throws ResourceNotFound. */
export function measuredResource(world: AzureWorld, id: string): Measured {
  const path = id.startsWith('/') ? id : `/${id}`;
  const [, parent, part] = /^(.+)\/(blobServices|fileServices)\/default$/i.exec(path) ?? [path, path];
  const resource = world.resource(parent ?? path);
  if (resource === undefined) throw notFound('ResourceNotFound', `The Resource '${path}' was not found.`);
  const courses = (part === undefined ? resource.metrics : resource.partMetrics?.[part.toLowerCase()]) ?? {};
  return { id: path, namespace: part === undefined ? resource.type : `${resource.type}/${part}`, resource, courses };
}

/** The `value` of an answer: each metric that is asked for, with its series. Throws BadRequest for an unknown metric. */
export function metricValues(measured: Measured, question: MetricQuestion): readonly object[] {
  const definitions = metricDefinitions(question.namespace ?? measured.namespace);
  if (definitions === undefined) {
    throw badRequest('BadRequest', `Metric namespace '${question.namespace ?? measured.namespace}' is not supported.`);
  }
  const names = question.names.length > 0 ? question.names : [[...definitions.values()][0]!.name];
  return names.map((name) => {
    const definition = definitions.get(name.toLowerCase());
    if (definition === undefined) {
      const [provider, ...type] = measured.namespace.split('/');
      const valid = [...definitions.values()].map((each) => each.name).join(',');
      throw badRequest(
        'BadRequest',
        `Failed to find metric configuration for provider: ${provider}, resource Type: ${type.join('/')}, metric: ${name}, Valid metrics: ${valid}`,
      );
    }
    return metricDocument(measured, definition, question);
  });
}

function metricDocument(measured: Measured, definition: MetricDefinition, question: MetricQuestion): object {
  const { name, unit, primary } = definition;
  const aggregations = question.aggregations.length > 0 ? question.aggregations : [primary];
  const timeseries = coursesOf(measured, definition, question).flatMap(([dimensions, course]) => {
    const key = [name, ...Object.values(dimensions)].join(' ');
    const points = aggregate(signalOf(measured.resource, key, course), question, aggregations);
    if (points === undefined) return [];
    return [
      {
        metadatavalues: Object.entries(dimensions).map(([each, value]) => ({
          name: { value: each.toLowerCase(), localizedValue: each.toLowerCase() },
          value,
        })),
        data: points.map(({ at, ...values }) => ({ timeStamp: plainTime(at), ...values })),
      },
    ];
  });
  return {
    id: `${measured.id}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    displayDescription: name,
    unit,
    timeseries,
    errorCode: 'Success',
  };
}

/** Courses of a metric: the whole one, or one for each value of the dimensions that the filter names. */
function coursesOf(
  { courses }: Measured,
  { name, dimensions }: MetricDefinition,
  question: MetricQuestion,
): readonly (readonly [Readonly<Record<string, string>>, Course])[] {
  const asked = dimensions.filter((each) => question.dimensions.has(each.toLowerCase()));
  if (asked.length === 0) {
    const whole = courses[name];
    return whole === undefined ? [] : [[{}, whole]];
  }
  return Object.entries(courses).flatMap(([key, course]) => {
    const [metric, split] = key.split('?');
    if (metric !== name || split === undefined) return [];
    const values = Object.fromEntries(split.split('&').map((each) => each.split('=') as [string, string]));
    const fits = asked.every((each) => {
      const wanted = question.dimensions.get(each.toLowerCase());
      return values[each] !== undefined && (wanted === '*' || wanted === values[each]);
    });
    return fits ? [[values, course] as const] : [];
  });
}
