import type { GcpInstance, GcpNodeGroup } from '../../../provider-estate/gcp/model.ts';
import { relativeName } from '../../../provider-estate/gcp/names.ts';
import { nodeShape } from '../../../provider-estate/gcp/node-groups.ts';
import { shapeOf } from '../../../provider-estate/gcp/prices.ts';
import { hashText } from '../../../estate/random.ts';
import type { GcpMethod } from '../../service.ts';
import { notFound } from '../../wire/errors.ts';
import { fingerprint, head, link } from './documents.ts';
import { projectIdOf } from './lists.ts';

export function nodeGroupDocument(group: GcpNodeGroup): object {
  const { projectId, region, nodes, autoscaledFrom } = group;
  return {
    ...head('nodeGroup', group, relativeName('nodeGroups', group)),
    description: '',
    nodeTemplate: link(projectId, `regions/${region}/nodeTemplates/${group.name}-template`),
    size: nodes.length,
    status: 'READY',
    maintenancePolicy: 'DEFAULT',
    ...(autoscaledFrom !== undefined && {
      autoscalingPolicy: { mode: 'ON', minNodes: autoscaledFrom, maxNodes: autoscaledFrom + 4 },
    }),
    fingerprint: fingerprint(group.id),
    shareSettings: { shareType: 'LOCAL' },
  };
}

/** The nodes of a group with what is on them. Source: Compute Engine API, nodeGroups.listNodes. */
export const listNodes: GcpMethod = {
  id: 'compute.nodeGroups.listNodes',
  verb: 'POST',
  path: '/compute/v1/projects/{project}/zones/{zone}/nodeGroups/{nodeGroup}/listNodes',
  permission: 'compute.nodeGroups.get',
  answer(call) {
    const projectId = projectIdOf(call);
    const { zone = '', nodeGroup = '' } = call.params;
    const { estate } = call.world;
    const relative = `zones/${zone}/nodeGroups/${nodeGroup}`;
    const group = estate.nodeGroups.find(
      (each) => each.projectId === projectId && each.zone === zone && each.name === nodeGroup,
    );
    if (group === undefined) throw notFound(`projects/${projectId}/${relative}`);
    return {
      kind: 'compute#nodeGroupsListNodes',
      id: `projects/${projectId}/${relative}`,
      items: group.nodes.map((name) => {
        const tenants = estate.instances.filter(
          (each) => each.projectId === projectId && each.zone === zone && each.tenantOf?.nodeName === name,
        );
        return nodeDocument(group, name, tenants);
      }),
      selfLink: link(projectId, `${relative}/listNodes`),
    };
  },
};

function nodeDocument(group: GcpNodeGroup, name: string, tenants: readonly GcpInstance[]): object {
  const { projectId, zone, nodeType } = group;
  const { vcpus, memoryGiB } = nodeShape(nodeType);
  const taken = tenants.map((tenant) => {
    const shape = shapeOf(tenant.machineType);
    return { instance: link(projectId, relativeName('instances', tenant)), ...shape };
  });
  const consumption = (guestCpus: number, memoryMb: number): object => ({
    guestCpus,
    memoryMb,
    localSsdGb: 0,
    minNodeCpus: guestCpus,
  });
  return {
    name,
    status: 'READY',
    nodeType: link(projectId, `zones/${zone}/nodeTypes/${nodeType}`),
    ...(taken.length > 0 && {
      instances: taken.map(({ instance }) => instance),
      instanceConsumptionData: taken.map((each) => ({
        instance: each.instance,
        consumptionInfo: consumption(each.vcpus, each.memoryMiB),
      })),
    }),
    serverId: `${hashText(name).toString(16)}${hashText(name, 1).toString(16)}`,
    serverBinding: { type: 'RESTART_NODE_ON_ANY_SERVER' },
    cpuOvercommitType: 'NONE',
    satisfiesPzs: false,
    totalResources: consumption(vcpus, memoryGiB * 1024),
    consumedResources: consumption(
      taken.reduce((sum, each) => sum + each.vcpus, 0),
      taken.reduce((sum, each) => sum + each.memoryMiB, 0),
    ),
  };
}
