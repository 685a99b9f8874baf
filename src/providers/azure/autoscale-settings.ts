import { z } from 'zod';
import type { Fact } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { armId, parsedRows } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import { factOf } from './facts-beside.ts';
import type { AzureReader } from './reader.ts';

export const autoscalePermission = 'Microsoft.Insights/autoscaleSettings/read';

/** What may change the number of machines of something, over all profiles of its setting that are switched on. */
export interface AutoscaleRange {
  readonly min: number;
  readonly max: number;
  readonly rules: number;
  /** Profiles for days or hours of their own. */
  readonly schedules: number;
}

export type AutoscaleRanges = ReadonlyMap<string, AutoscaleRange>;

const Setting = z.object({
  properties: z.object({
    targetResourceUri: z.string().nullish(),
    enabled: z.boolean().nullish(),
    profiles: z.array(
      z.object({
        capacity: z.object({ minimum: z.coerce.number(), maximum: z.coerce.number() }),
        rules: z.array(z.unknown()).default([]),
        recurrence: z.unknown().optional(),
        fixedDate: z.unknown().optional(),
      }),
    ),
  }),
});

/** Autoscale settings of a subscription by what they scale. Source: Monitor API 2022-10-01, AutoscaleSettings_ListBySubscription. */
export const autoscaleRanges = (reader: AzureReader, scope: Scope): Promise<Fact<AutoscaleRanges>> =>
  reader.once(`autoscale/${scope.accountId}`, () => factOf(() => readRanges(reader, scope)));

async function readRanges(reader: AzureReader, scope: Scope): Promise<AutoscaleRanges> {
  const found = new Map<string, AutoscaleRange>();
  const request = {
    path: `/subscriptions/${scope.accountId}/providers/Microsoft.Insights/autoscalesettings`,
    apiVersion: '2022-10-01',
  };
  for await (const page of reader.azure.pages('insights', autoscalePermission, scope, request)) {
    for (const { properties } of parsedRows(Setting, valueOf(page, autoscalePermission), autoscalePermission)) {
      const { targetResourceUri, enabled, profiles } = properties;
      if (!targetResourceUri || enabled === false || profiles.length === 0) continue;
      found.set(armId(targetResourceUri), {
        min: Math.min(...profiles.map(({ capacity }) => capacity.minimum)),
        max: Math.max(...profiles.map(({ capacity }) => capacity.maximum)),
        rules: profiles.reduce((sum, { rules }) => sum + rules.length, 0),
        schedules: profiles.filter(({ recurrence, fixedDate }) => recurrence || fixedDate).length,
      });
    }
  }
  return found;
}
