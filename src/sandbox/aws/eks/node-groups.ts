import { containersFamily } from '../../estate/containers/family.ts';
import type { NodeGroup } from '../../estate/containers/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { clusterNamed } from './clusters.ts';
import { eksErrors } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const groupsOf = (call: Call) => call.world.index.of(familyState(call.world.estate, containersFamily).nodeGroups);

/** ListNodegroups of one cluster: names, a hundred a page at most. */
export function listNodegroups(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, eksErrors.invalid);
  const cluster = clusterNamed(call, input.text('name'));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['node groups', cluster.arn]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 100 }) ?? 100,
    items: (after) => groupsOf(call).resources(call.accountId, call.region, after),
    keep: ({ clusterName }) => clusterName === cluster.name,
    positionOf: ({ arn }) => arn,
    badToken: eksErrors.badToken,
  });
  return { nodegroups: items.map(({ name }) => name), nextToken };
}

export function describeNodegroup(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, eksErrors.invalid);
  const cluster = clusterNamed(call, input.text('name'));
  const name = input.text('nodegroupName');
  for (const group of groupsOf(call).resources(call.accountId, call.region)) {
    if (group.clusterName === cluster.name && group.name === name)
      return { nodegroup: groupDocument(group, cluster.version) };
  }
  throw eksErrors.noGroup(name);
}

function groupDocument(group: NodeGroup, version: string): object {
  return {
    nodegroupName: group.name,
    nodegroupArn: group.arn,
    clusterName: group.clusterName,
    version,
    releaseVersion: `${version}.4-20261101`,
    createdAt: new Timestamp(group.createdAt),
    modifiedAt: new Timestamp(group.createdAt),
    status: 'ACTIVE',
    capacityType: group.capacityType,
    scalingConfig: { minSize: group.minSize, maxSize: group.maxSize, desiredSize: group.desiredSize },
    instanceTypes: [group.instanceType],
    subnets: group.subnetIds,
    amiType: group.amiType,
    nodeRole: `arn:aws:iam::${group.accountId}:role/${group.clusterName}-node`,
    labels: {},
    taints: [],
    resources: { autoScalingGroups: [{ name: group.scalingGroup }] },
    diskSize: 20,
    health: { issues: [] },
    updateConfig: { maxUnavailable: 1 },
    tags: group.tags,
  };
}
