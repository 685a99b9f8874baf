import { z } from 'zod';
import { CloudError, type CloudErrorCategory, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { Period } from '../../domain/instant.ts';
import type { Samples } from '../shared/digest.ts';
import { armId } from './arm-rows.ts';
import type { AzureClient } from './client.ts';
import type { Aggregation } from './define-metrics.ts';

const operation = 'Microsoft.Insights/metrics/read';
const apiVersion = '2024-02-01';

export interface SeriesQuestion {
  readonly namespace: string;
  readonly window: Period;
  readonly periodSeconds: number;
  readonly filter: string | undefined;
  readonly ids: readonly string[];
  readonly metrics: readonly string[];
  readonly aggregations: readonly Aggregation[];
}

/** Points are looked at by hand: a schema library would touch each of tens of thousands. */
const MetricValue = z.object({
  name: z.object({ value: z.string().min(1) }),
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
  timeseries: z.array(z.object({ data: z.array(z.unknown()).default([]) })).nullish(),
});
const ListAnswer = z.object({ value: z.array(MetricValue) });
const BatchAnswer = z.object({
  values: z.array(z.object({ resourceid: z.string().min(1), value: z.array(MetricValue) })),
});

/** A refused batch says nothing of the metrics themselves: each resource can be asked by Resource Manager. */
const batchRefused: ReadonlySet<CloudErrorCategory> = new Set([
  'denied',
  'unauthenticated',
  'not-found',
  'invalid',
  'unavailable',
  'not-enabled',
  'circuit-open',
]);

/** Series of one region's resources, as answered last. */
export class MetricSeries {
  readonly #azure: AzureClient;
  readonly #scope: Scope;
  #byBatch: boolean;
  readonly #host: string | undefined;
  readonly #told = new Map<string, Fact<readonly Points[]>>();

  constructor(azure: AzureClient, scope: Scope) {
    this.#azure = azure;
    this.#scope = scope;
    // What has no region has no batch endpoint.
    this.#byBatch = scope.regionId !== GLOBAL_REGION;
    this.#host = this.#byBatch ? azure.metricsHost(scope.regionId) : undefined;
  }

  /** Asks; failures are told by `of`, series by series. Throws a CloudError when cancelled alone. */
  async ask(question: SeriesQuestion): Promise<void> {
    if (this.#byBatch) {
      const refused = await this.#askBatch(question);
      if (refused === undefined) return;
      if (refused.category === 'invalid' && question.metrics.length > 1) {
        // One metric that a resource does not have spoils the request for the others.
        for (const metric of question.metrics) await this.ask({ ...question, metrics: [metric] });
        return;
      }
      if (refused.category !== 'invalid') this.#byBatch = false;
    }
    await Promise.all(question.ids.map((id) => this.#askOne(question, id)));
  }

  of(id: string, metric: string, aggregation: Aggregation): Fact<Samples> {
    const told = this.#told.get(keyOf(id, metric));
    if (told === undefined) return unread(`malformed: ${operation} did not answer`);
    if (!told.known) return told;
    return samplesOf(told.value, aggregation);
  }

  /** Points take memory: once digested they are let go. */
  forget(): void {
    this.#told.clear();
  }

  /** The error where another way may do; everything else is told. */
  async #askBatch(question: SeriesQuestion): Promise<CloudError | undefined> {
    try {
      const { namespace, window, ids } = question;
      const answer = await this.#azure.call('metrics', operation, this.#scope, {
        method: 'POST',
        ...(this.#host !== undefined && { host: this.#host }),
        path: `/subscriptions/${this.#scope.accountId}/metrics:getBatch`,
        apiVersion,
        query: {
          starttime: window.start,
          endtime: window.end,
          metricnamespace: namespace,
          ...commonQuery(question),
        },
        body: { resourceids: ids },
      });
      const parsed = BatchAnswer.safeParse(answer);
      if (!parsed.success) throw malformed(z.prettifyError(parsed.error));
      for (const { resourceid, value } of parsed.data.values) this.#learn(resourceid, value);
      return undefined;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      if (batchRefused.has(error.category)) return error;
      for (const id of question.ids) this.#fail(question, id, error);
      return undefined;
    }
  }

  async #askOne(question: SeriesQuestion, id: string): Promise<void> {
    try {
      const { namespace, window } = question;
      const answer = await this.#azure.call('insights', operation, this.#scope, {
        path: `${id}/providers/Microsoft.Insights/metrics`,
        apiVersion,
        query: { timespan: `${window.start}/${window.end}`, metricnamespace: namespace, ...commonQuery(question) },
      });
      const parsed = ListAnswer.safeParse(answer);
      if (!parsed.success) throw malformed(z.prettifyError(parsed.error));
      this.#learn(id, parsed.data.value);
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      if (error.category === 'invalid' && question.metrics.length > 1) {
        for (const metric of question.metrics) await this.#askOne({ ...question, metrics: [metric] }, id);
      } else this.#fail(question, id, error);
    }
  }

  #learn(id: string, values: readonly z.infer<typeof MetricValue>[]): void {
    for (const { name, errorCode, errorMessage, timeseries } of values) {
      const failed = errorCode !== null && errorCode !== undefined && errorCode !== 'Success';
      this.#told.set(
        keyOf(id, name.value),
        failed
          ? unread(`${operation} answered ${errorCode}${errorMessage ? `: ${errorMessage}` : ''}`)
          : known((timeseries ?? []).map(({ data }) => data)),
      );
    }
  }

  #fail({ metrics }: SeriesQuestion, id: string, error: CloudError): void {
    for (const metric of metrics) this.#told.set(keyOf(id, metric), unread(reasonOf(error)));
  }
}

const keyOf = (id: string, metric: string): string => `${armId(id)}\n${metric.toLowerCase()}`;

const grains: Readonly<Record<number, string>> = { 300: 'PT5M', 3600: 'PT1H', 86_400: 'P1D' };

const commonQuery = ({ periodSeconds, metrics, aggregations, filter }: SeriesQuestion) => ({
  interval: grains[periodSeconds],
  metricnames: metrics.join(','),
  aggregation: aggregations.join(','),
  ...(filter !== undefined && { $filter: filter }),
});

type Points = readonly unknown[];

/** Of several series (one for each value of a dimension) the samples of the same moment are added up. */
function samplesOf(series: readonly Points[], aggregation: Aggregation): Fact<Samples> {
  const sums = new Map<number, number>();
  for (const point of series.flat()) {
    const { timeStamp, [aggregation]: value } = point as { readonly timeStamp?: unknown } & Partial<
      Record<Aggregation, unknown>
    >;
    const time = typeof timeStamp === 'string' ? Date.parse(timeStamp) : Number.NaN;
    if (Number.isNaN(time)) return unread(`malformed: ${operation} sent a point without a time`);
    // A period without samples is there, without a value.
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number') return unread(`malformed: ${operation} sent a point that is no number`);
    sums.set(time, (sums.get(time) ?? 0) + value);
  }
  const timesMs = [...sums.keys()].sort((a, b) => a - b);
  return known({ timesMs, values: timesMs.map((time) => sums.get(time) ?? 0) });
}

function malformed(what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}
