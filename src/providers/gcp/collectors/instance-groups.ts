import { z } from 'zod';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { InstanceGroup, Use } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { groupMembers, type Members, type MembersByGroup } from '../group-members.ts';
import { autoscalerPermissions, groupScaling, type Scaling, type ScalingOf } from '../group-scaling.ts';
import { Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Group = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  targetSize: z.int().nonnegative(),
  creationTimestamp: Time.optional(),
  // Left out where each version has its own.
  instanceTemplate: z.string().optional(),
  zone: z.string().optional(),
  distributionPolicy: z.object({ zones: z.array(z.object({ zone: z.string() })).default([]) }).optional(),
  status: z.object({ stateful: z.object({ hasStatefulConfig: z.boolean().default(false) }).optional() }).optional(),
  targetPools: z.array(z.string()).default([]),
  // Ports have names for the sake of backend services.
  namedPorts: z.array(z.unknown()).default([]),
  instanceFlexibilityPolicy: z.object({ provisioningModelMix: z.unknown().optional() }).optional(),
});

const Row = Group.extend({
  scaling: z.custom<Fact<Scaling | undefined>>(),
  machines: z.custom<Members>(),
  /** Why some of its machines may not have been read. */
  hole: z.string().optional(),
});

const OPERATION = 'compute.instanceGroupManagers.aggregatedList';

/** `gke-<cluster>-<pool>-<8 digits>-grp`: GKE's own, which the node pools tell of. */
const OF_GKE = /^gke-.+-[0-9a-f]{8}-grp$/;

/**
 * Managed instance groups of a project, zonal and regional, with what scales them and their machines. Source: Compute
 * Engine API, instanceGroupManagers.aggregatedList; autoscalers and machines are listed only where there is a group.
 */
export const instanceGroups = defineCollector({
  type: 'gcp:compute:instance-group-manager',
  kind: 'instance-group',
  permissions: ['compute.instanceGroupManagers.list', 'compute.instances.list', ...autoscalerPermissions],
  metrics: metricsOfType('gcp:compute:instance-group-manager'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: withScalingAndMembers,
  toResource(row, { accountId: projectId }): InstanceGroup {
    const { scaling, machines, targetSize } = row;
    const bounds = scaling.known ? scaling.value : undefined;
    return {
      kind: 'instance-group',
      type: 'gcp:compute:instance-group-manager',
      resourceId: computeResource(projectId, row.place, 'instanceGroupManagers', row.name),
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: 'active',
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      // Labels are those of its machines: of those that were not read nothing is known, a protecting label least of all.
      tags: row.hole === undefined || machines.members.length >= targetSize ? known(machines.labels) : unread(row.hole),
      uses: known(usesOf(row)),
      minSize: bounds?.minSize ?? targetSize,
      desiredSize: targetSize,
      maxSize: bounds?.maxSize ?? targetSize,
      members: machines.members,
      zoneIds: row.distributionPolicy?.zones.map(({ zone }) => lastPart(zone)) ?? [lastPart(row.place)],
      mixesSpot: row.instanceFlexibilityPolicy?.provisioningModelMix !== undefined,
      scalingRules: mapFact(scaling, (of) => ({ policies: of?.policies ?? 0, schedules: of?.schedules ?? 0 })),
      keepsMembers: row.status?.stateful?.hasStatefulConfig === true,
      servesTraffic: row.targetPools.length + row.namedPorts.length > 0,
      spotHourly: unread('they stand in the price list'),
    };
  },
});

async function* withScalingAndMembers(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing> {
  let aside: readonly [ScalingOf, MembersByGroup] | undefined;
  for await (const listing of aggregated(gcp, scope, OPERATION, { path: 'instanceGroupManagers' })) {
    const groups = listing.rows.filter((raw) => !isOfGke(raw));
    if (groups.length === 0) {
      yield { rows: [], unread: listing.unread };
      continue;
    }
    const isFirst = aside === undefined;
    aside ??= await Promise.all([groupScaling(gcp, scope), groupMembers(gcp, scope)]);
    const [scalingOf, { byGroup, unread: holes }] = aside;
    const hole = holes[0]?.reason;
    const rows = groups.map((raw) => {
      const row = Group.safeParse(raw);
      if (!row.success) return raw; // told as malformed by the schema of the row
      const id = computeResource(scope.accountId, row.data.place, 'instanceGroupManagers', row.data.name);
      return { ...row.data, scaling: scalingOf(id), machines: byGroup.get(id) ?? { members: [], labels: {} }, hole };
    });
    yield { rows, unread: [...listing.unread, ...(isFirst ? holes : [])] };
  }
}

const isOfGke = (raw: unknown): boolean => OF_GKE.test(String((raw as { readonly name?: unknown } | null)?.name));

const usesOf = ({ instanceTemplate, machines }: z.infer<typeof Row>): readonly Use[] => [
  ...(instanceTemplate === undefined
    ? []
    : [{ relation: 'launch-template' as const, targetId: computeName(instanceTemplate) }]),
  ...machines.members.map(({ instanceId }) => ({ relation: 'has-member' as const, targetId: instanceId })),
];
