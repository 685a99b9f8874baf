import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { NodeGroup } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { nodeGroupNames } from '../eks/clusters.ts';
import { inParts } from '../in-parts.ts';
import { partitionOf } from '../partitions.ts';

const Group = z.object({
  nodegroupArn: z.string().min(1),
  nodegroupName: z.string().min(1),
  clusterName: z.string().min(1),
  status: z.string().min(1),
  createdAt: z.date().optional(),
  capacityType: z.string().optional(),
  scalingConfig: z.object({ minSize: z.int().nonnegative(), desiredSize: z.int().nonnegative() }),
  // Left out where a launch template names the size.
  instanceTypes: z.array(z.string()).default([]),
  amiType: z.string().optional(),
  subnets: z.array(z.string()).default([]),
  resources: z.object({ autoScalingGroups: z.array(z.object({ name: z.string() })).default([]) }).optional(),
  // EKS sends an empty map for an untagged group.
  tags: z.record(z.string(), z.string()).optional(),
});

/** Asked for at the same time; no call describes several. */
const atOnce = 10;

/** Managed node groups of the EKS clusters of one account and region. Source: EKS API, DescribeNodegroup. */
export const nodeGroups = defineCollector({
  type: 'aws:eks:nodegroup',
  kind: 'node-group',
  reach: 'regional',
  permissions: ['eks:ListClusters', 'eks:ListNodegroups', 'eks:DescribeNodegroup'],
  operation: 'eks:DescribeNodegroup',
  page: z.object({ nodegroups: z.array(Group) }),
  rows: ['nodegroups'],
  rowId: 'nodegroupName',
  async *fetch(aws: AwsClient, scope) {
    for (const [clusterName, names] of await nodeGroupNames(aws, scope)) {
      for (const part of inParts(names, atOnce)) {
        const rows = await Promise.all(
          part.map(async (nodegroupName) => {
            try {
              const answer = await aws.call('eks', 'DescribeNodegroup', scope, { clusterName, nodegroupName });
              return [(answer as { readonly nodegroup?: unknown }).nodegroup ?? { nodegroupName }];
            } catch (error) {
              // It went away since it was listed.
              if (error instanceof CloudError && error.category === 'not-found') return [];
              throw error;
            }
          }),
        );
        yield { nodegroups: rows.flat() };
      }
    }
  },
  toResources: ({ nodegroups }, scope) =>
    nodegroups
      .filter(({ status }) => status !== 'DELETING')
      .map((g): NodeGroup => ({
        kind: 'node-group',
        type: 'aws:eks:nodegroup',
        resourceId: g.nodegroupArn,
        scope,
        name: g.nodegroupName,
        state: g.status,
        createdAt: mapFact(fact(g.createdAt, 'createdAt'), instant),
        tags: fact(g.tags, 'tags'),
        clusterName: g.clusterName,
        minSize: g.scalingConfig.minSize,
        desiredSize: g.scalingConfig.desiredSize,
        sizeNames: sizesOf(g.instanceTypes),
        operatingSystem: g.amiType?.startsWith('WINDOWS') === true ? 'windows' : 'linux',
        pricingModel: pricingOf(g.capacityType),
        accelerated: isAccelerated(g),
        scalingGroups: g.resources?.autoScalingGroups.map(({ name }) => name) ?? [],
        subnets: g.subnets.length,
        uses: known([
          {
            relation: 'member-of',
            targetId: `arn:${partitionOf(scope.regionId).id}:eks:${scope.regionId}:${scope.accountId}:cluster/${g.clusterName}`,
          },
        ]),
      })),
});

const sizesOf = (types: readonly string[]): Fact<readonly string[]> =>
  types.length > 0 ? known(types) : unread('its launch template names the size');

const pricingOf = (capacityType: string | undefined): NodeGroup['pricingModel'] =>
  capacityType === 'SPOT' ? 'spot' : capacityType === 'CAPACITY_BLOCK' ? 'prepaid' : 'on-demand';

/** By the image that AWS makes for accelerators, or a size with some: GPU, Inferentia and Trainium families. */
const isAccelerated = ({ amiType = '', instanceTypes }: z.infer<typeof Group>): boolean =>
  /GPU|NVIDIA|NEURON/.test(amiType) || instanceTypes.some((type) => /^(g\d|gr\d|p\d|inf|trn|dl)/.test(type));
