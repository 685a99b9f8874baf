import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { MemoryAdvice } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { readAside, rowsOf } from '../read-aside.ts';

export const advicePermissions = ['compute-optimizer:GetLambdaFunctionRecommendations'] as const;

const Metric = z.object({ name: z.string(), statistic: z.string(), value: z.number() });

const Recommendation = z.object({
  functionArn: z.string().min(1),
  functionVersion: z.string().optional(),
  currentMemorySize: z.int().optional(),
  finding: z.string(),
  findingReasonCodes: z.array(z.string()).default([]),
  utilizationMetrics: z.array(Metric).default([]),
  memorySizeRecommendationOptions: z
    .array(
      z.object({
        rank: z.int().optional(),
        memorySize: z.int().positive(),
        projectedUtilizationMetrics: z.array(Metric).default([]),
      }),
    )
    .default([]),
});

type Recommendation = z.infer<typeof Recommendation>;

export type MemoryAdviceOf = (functionArn: string, memoryMiB: number) => Fact<MemoryAdvice>;

/**
 * What Compute Optimizer says of the memory of the functions of one account and region: one listing for all of them.
 * It knows functions with 50 calls or more in 14 days and at most 1,792 MB. A function that it does not list has not been
 * looked at, and one whose memory was changed since is judged anew next time. Source: Compute Optimizer API,
 * GetLambdaFunctionRecommendations; User Guide, "Lambda function requirements".
 */
export async function readMemoryAdvice(aws: AwsClient, scope: Scope): Promise<MemoryAdviceOf> {
  const told = await readAside(async () => {
    const operation = 'compute-optimizer:GetLambdaFunctionRecommendations';
    const pages = aws.pagesBy('nextToken', 'compute-optimizer', 'GetLambdaFunctionRecommendations', scope, {
      maxResults: 1000,
    });
    const rows = await rowsOf(pages, {
      operation,
      page: z.object({ lambdaFunctionRecommendations: z.array(Recommendation) }),
      list: 'lambdaFunctionRecommendations',
      rowId: 'functionArn',
    });
    // `…:function:name:$LATEST`: what is set is set on the unpublished version.
    return new Map(rows.filter(isLatest).map((row) => [row.functionArn.split(':').slice(0, 7).join(':'), row]));
  });
  return (arn, memoryMiB) => {
    if (!told.known) return told;
    const row = told.value.get(arn);
    if (row === undefined) return unread('Compute Optimizer has not analysed it');
    if (row.currentMemorySize !== undefined && row.currentMemorySize !== memoryMiB) {
      return unread(`Compute Optimizer analysed it with ${row.currentMemorySize} MiB`);
    }
    return adviceOf(row);
  };
}

const isLatest = ({ functionVersion = '$LATEST' }: Recommendation): boolean => functionVersion === '$LATEST';

function adviceOf(row: Recommendation): Fact<MemoryAdvice> {
  const { finding, findingReasonCodes: codes, utilizationMetrics, memorySizeRecommendationOptions } = row;
  if (finding === 'Optimized' || codes.includes('MemoryUnderprovisioned')) return known({ advice: 'keep' });
  if (!codes.includes('MemoryOverprovisioned')) {
    return unread(`Compute Optimizer has no verdict: ${codes.join(', ') || finding}`);
  }
  const [best] = memorySizeRecommendationOptions.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const present = valueOf(utilizationMetrics, 'Duration', 'Average');
  const projected = best?.projectedUtilizationMetrics ?? [];
  const expected = valueOf(projected, 'Duration', 'Expected');
  if (best === undefined || present === undefined || expected === undefined || !(present > 0)) {
    return unread('Compute Optimizer names no memory size, or not how long a call would take with it');
  }
  const used = valueOf(utilizationMetrics, 'Memory', 'Maximum');
  return known({
    advice: 'lower',
    memoryMiB: best.memorySize,
    ...(used !== undefined && { usedMemoryMiB: used }),
    durationMs: {
      present,
      expected,
      least: valueOf(projected, 'Duration', 'LowerBound') ?? expected,
      most: valueOf(projected, 'Duration', 'UpperBound') ?? expected,
    },
  });
}

const valueOf = (metrics: readonly z.infer<typeof Metric>[], name: string, statistic: string): number | undefined =>
  metrics.find((metric) => metric.name === name && metric.statistic === statistic)?.value;
