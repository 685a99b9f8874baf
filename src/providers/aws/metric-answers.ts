import { CloudError } from '../../domain/cloud-error.ts';
import type { Samples } from '../shared/digest.ts';

/** What CloudWatch answered to one query, or why that cannot be used. */
export type SeriesAnswer =
  | { readonly complete: true; readonly samples: Samples }
  | { readonly complete: false; readonly reason: string };

interface Series {
  readonly timesMs: number[];
  readonly values: number[];
  status: string;
  note: string;
}

/**
 * Puts together the pages of one GetMetricData request. A series may be spread over several pages, with status
 * `PartialData` until its last. Checked by hand: a schema library would touch each of tens of thousands of points.
 */
export class MetricAnswers {
  readonly #series = new Map<string, Series>();

  /** Throws a malformed CloudError for a page that is not what the API documents. */
  add(page: unknown): void {
    const results = (page as { readonly MetricDataResults?: unknown }).MetricDataResults;
    if (!Array.isArray(results)) throw malformed('MetricDataResults is missing');
    for (const result of results as readonly RawResult[]) this.#addResult(result);
  }

  of(queryId: string): SeriesAnswer {
    const found = this.#series.get(queryId);
    if (!found) return { complete: false, reason: 'malformed: cloudwatch:GetMetricData did not answer the query' };
    // `InternalError`, `Forbidden`, or `PartialData` at the end of all pages.
    if (found.status !== 'Complete') {
      return { complete: false, reason: `cloudwatch:GetMetricData answered ${found.status}${found.note}` };
    }
    return { complete: true, samples: found };
  }

  #addResult({ Id, Timestamps = [], Values = [], StatusCode, Messages }: RawResult): void {
    if (typeof Id !== 'string' || typeof StatusCode !== 'string') throw malformed('a result has no Id or StatusCode');
    if (!Array.isArray(Timestamps) || !Array.isArray(Values) || Timestamps.length !== Values.length) {
      throw malformed(`the result ${Id} has not one value for each time`);
    }
    const series = this.#series.get(Id) ?? { timesMs: [], values: [], status: StatusCode, note: '' };
    series.status = StatusCode;
    series.note = noteOf(Messages);
    for (let index = 0; index < Values.length; index += 1) {
      const time = Timestamps[index] as unknown;
      const value = Values[index] as unknown;
      if (!(time instanceof Date) || typeof value !== 'number' || !Number.isFinite(value)) {
        throw malformed(`the result ${Id} has a point that is no time and number`);
      }
      series.timesMs.push(time.getTime());
      series.values.push(value);
    }
    this.#series.set(Id, series);
  }
}

interface RawResult {
  readonly Id?: unknown;
  readonly Timestamps?: unknown;
  readonly Values?: unknown;
  readonly StatusCode?: unknown;
  readonly Messages?: unknown;
}

function noteOf(messages: unknown): string {
  if (!Array.isArray(messages)) return '';
  const texts = (messages as readonly { readonly Value?: unknown }[])
    .map(({ Value }) => Value)
    .filter((text) => typeof text === 'string');
  return texts.length === 0 ? '' : `: ${texts.join('; ')}`;
}

function malformed(what: string): CloudError {
  const operation = 'cloudwatch:GetMetricData';
  return new CloudError({ category: 'malformed', operation, message: `the answer of ${operation}: ${what}` });
}
