import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Resource } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import type { Dimensions, SeriesSpec } from './define-metrics.ts';

export const listedMetricPermissions = ['cloudwatch:ListMetrics'] as const;

const operation = 'cloudwatch:ListMetrics';

const Page = z.object({
  Metrics: z
    .array(z.object({ Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]) }))
    .default([]),
});

/** Series whose dimensions only CloudWatch knows (an agent's), looked up once per account, region and metric. */
export class ListedMetrics {
  readonly #aws: AwsClient;
  readonly #scope: Scope;
  readonly #found = new Map<string, Promise<ReadonlyMap<string, readonly Dimensions[]>>>();

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  /** None when CloudWatch has no such series for the resource. Throws a CloudError when it could not be asked. */
  async of({ namespace, metric, listedBy }: SeriesSpec<Resource>, resource: Resource): Promise<readonly Dimensions[]> {
    if (listedBy === undefined) return [];
    const key = `${namespace}\n${metric}\n${listedBy.dimension}`;
    const found = this.#found.get(key) ?? this.#list(namespace, metric, listedBy.dimension);
    this.#found.set(key, found);
    const all = (await found).get(listedBy.value(resource)) ?? [];
    return listedBy.each === true ? all : mostSpecific(all);
  }

  async #list(namespace: string, metric: string, by: string): Promise<ReadonlyMap<string, readonly Dimensions[]>> {
    const found = new Map<string, Dimensions[]>();
    const input = { Namespace: namespace, MetricName: metric, Dimensions: [{ Name: by }] };
    for await (const answer of this.#aws.pages('cloudwatch', 'ListMetrics', this.#scope, input)) {
      const page = Page.safeParse(answer);
      if (!page.success) {
        const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
        throw new CloudError({ category: 'malformed', operation, message });
      }
      for (const { Dimensions: list } of page.data.Metrics) {
        const dimensions = Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
        const value = dimensions[by];
        if (value === undefined) continue;
        const others = found.get(value);
        if (others) others.push(dimensions);
        else found.set(value, [dimensions]);
      }
    }
    return found;
  }
}

/** The same value under several sets of dimensions (one more by image): the most specific stands for the thing. */
function mostSpecific(all: readonly Dimensions[]): readonly Dimensions[] {
  const [first, ...others] = all;
  if (first === undefined) return [];
  const size = (dimensions: Dimensions): number => Object.keys(dimensions).length;
  return [others.reduce((most, one) => (size(one) > size(most) ? one : most), first)];
}
