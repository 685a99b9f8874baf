import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { ScalingRules } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { aggregated } from './listings.ts';
import { computeName } from './names.ts';

const Row = z.object({
  place: z.string(),
  target: z.string(),
  autoscalingPolicy: z.object({
    minNumReplicas: z.int().default(0),
    maxNumReplicas: z.int(),
    // Left out where it is ON.
    mode: z.string().default('ON'),
    cpuUtilization: z.object({}).optional(),
    loadBalancingUtilization: z.object({}).optional(),
    customMetricUtilizations: z.array(z.unknown()).default([]),
    scalingSchedules: z.record(z.string(), z.object({ disabled: z.boolean().default(false) })).default({}),
  }),
});

const OPERATION = 'compute.autoscalers.aggregatedList';

export const autoscalerPermissions = ['compute.autoscalers.list'] as const;

/** Bounds and rules that an autoscaler keeps a group within. */
export interface Scaling extends ScalingRules {
  readonly minSize: number;
  readonly maxSize: number;
}

/** What scales a group (full resource name); undefined where nothing does. */
export type ScalingOf = (groupId: string) => Fact<Scaling | undefined>;

/** The autoscalers of a project by their groups. One that is switched off scales nothing. Source: autoscalers.aggregatedList. */
export async function groupScaling(gcp: GcpClient, scope: Scope): Promise<ScalingOf> {
  const byGroup = new Map<string, Scaling>();
  let hole: string | undefined;
  try {
    for await (const { rows, unread: holes } of aggregated(gcp, scope, OPERATION, { path: 'autoscalers' })) {
      hole ??= holes[0]?.reason;
      for (const raw of rows) {
        const row = Row.safeParse(raw);
        if (!row.success) hole ??= `malformed: ${OPERATION}: ${z.prettifyError(row.error)}`;
        else if (row.data.autoscalingPolicy.mode !== 'OFF')
          byGroup.set(computeName(row.data.target), scalingOf(row.data));
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    hole = reasonOf(error);
  }
  return (groupId) => {
    const scaling = byGroup.get(groupId);
    return scaling === undefined && hole !== undefined ? unread(hole) : known(scaling);
  };
}

function scalingOf({ autoscalingPolicy: policy }: z.infer<typeof Row>): Scaling {
  return {
    minSize: policy.minNumReplicas,
    maxSize: policy.maxNumReplicas,
    policies:
      (policy.cpuUtilization === undefined ? 0 : 1) +
      (policy.loadBalancingUtilization === undefined ? 0 : 1) +
      policy.customMetricUtilizations.length,
    schedules: Object.values(policy.scalingSchedules).filter(({ disabled }) => !disabled).length,
  };
}
