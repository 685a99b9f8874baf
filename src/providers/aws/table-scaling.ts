import { z } from 'zod';
import { type Fact, mapFact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { NosqlTable, ScalingRange } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { readAside, rowsOf } from './read-aside.ts';

export const tableScalingPermissions = ['application-autoscaling:DescribeScalableTargets'] as const;

const Target = z.object({
  // `table/orders`, and `table/orders/index/by-date`.
  ResourceId: z.string().min(1),
  ScalableDimension: z.string().min(1),
  MinCapacity: z.int(),
  MaxCapacity: z.int(),
  // Left out where nothing is suspended.
  SuspendedState: z
    .object({
      DynamicScalingInSuspended: z.boolean().default(false),
      DynamicScalingOutSuspended: z.boolean().default(false),
    })
    .optional(),
});

export type TableScalingOf = (tableName: string) => NosqlTable['scaling'];

/**
 * What scales the tables of an account and region: one listing of all targets, so a table that is not in it is not
 * scaled. A target whose scaling in is suspended never lowers anything, and does not count.
 * Source: Application Auto Scaling API, DescribeScalableTargets.
 */
export async function readTableScaling(aws: AwsClient, scope: Scope): Promise<TableScalingOf> {
  const input = { ServiceNamespace: 'dynamodb' as const, MaxResults: 50 };
  const told: Fact<ReadonlyMap<string, ScalingRange>> = await readAside(async () => {
    const rows = await rowsOf(aws.pages('application-autoscaling', 'DescribeScalableTargets', scope, input), {
      operation: 'application-autoscaling:DescribeScalableTargets',
      page: z.object({ ScalableTargets: z.array(Target) }),
      list: 'ScalableTargets',
      rowId: 'ResourceId',
    });
    const working = rows.filter(({ SuspendedState }) => SuspendedState?.DynamicScalingInSuspended !== true);
    return new Map(
      working.map((target) => [
        `${target.ResourceId} ${target.ScalableDimension}`,
        { min: target.MinCapacity, max: target.MaxCapacity },
      ]),
    );
  });
  return (name) =>
    mapFact(told, (ranges) => {
      const of = (what: 'Read' | 'Write') => ranges.get(`table/${name} dynamodb:table:${what}CapacityUnits`) ?? null;
      return { read: of('Read'), write: of('Write') };
    });
}
