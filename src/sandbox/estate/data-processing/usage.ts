import { usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import type { DataProcessingState } from './model.ts';
import { feeRates } from './prices.ts';

const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

/** The fee for each machine, under the ARN of its cluster. */
export function* processingUsage({ clusters }: DataProcessingState): Generator<Usage> {
  for (const { id, accountId, region, machines, createdAt, endedAt } of clusters.values()) {
    for (const [type, of] of Map.groupBy(machines, (machine) => machine.type)) {
      yield {
        meter: {
          accountId,
          region,
          service: 'Amazon Elastic MapReduce',
          productCode: 'ElasticMapReduce',
          operation: 'RunInstances',
          usageType: usageTypeIn(region, `BoxUsage:${type}`),
          rate: picoOf(feeRates[type]!),
          per: 'hour',
          unit: 'Hrs',
          scale: 1,
        },
        resourceId: `arn:aws:elasticmapreduce:${region}:${accountId}:cluster/${id}`,
        quantity: of.length,
        from: seconds(createdAt),
        to: endedAt === undefined ? Number.POSITIVE_INFINITY : seconds(endedAt),
      };
    }
  }
}
