import { containersFamily } from '../../estate/containers/family.ts';
import type { ContainerMachine, EcsCluster } from '../../estate/containers/model.ts';
import { familyState } from '../../estate/family.ts';
import { instanceType } from '../../estate/prices.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { ecsErrors } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const read = (fields: Fields): DocumentInput => new DocumentInput(fields, ecsErrors.invalid);

/** ListClusters: a hundred ARNs a page at most. */
export function listClusters(call: Call, fields: Fields): object {
  const input = read(fields);
  const { ecsClusters } = familyState(call.world.estate, containersFamily);
  const { items, nextToken } = pageOf(call, {
    listing: 'clusters',
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 100 }) ?? 100,
    items: (after) => call.world.index.of(ecsClusters).resources(call.accountId, call.region, after),
    positionOf: ({ arn }) => arn,
    badToken: ecsErrors.badToken,
  });
  return { clusterArns: items.map(({ arn }) => arn), nextToken };
}

/** A cluster of the caller's by ARN or name; `default` where none is named. */
export function findCluster(call: Call, nameOrArn = 'default'): EcsCluster | undefined {
  const { ecsClusters } = familyState(call.world.estate, containersFamily);
  const arn = nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:ecs:${call.region}:${call.accountId}:cluster/${nameOrArn}`;
  return call.world.index.of(ecsClusters).find(call.accountId, call.region, arn);
}

/** DescribeClusters: what is not there is told as a failure, not as an error. */
export function describeClusters(call: Call, fields: Fields): object {
  const input = read(fields);
  const withTags = input.texts('include').includes('TAGS');
  const named = input.texts('clusters');
  const wanted = named.length === 0 ? ['default'] : named;
  if (wanted.length > 100) throw ecsErrors.invalid('Clusters cannot have more than 100 elements.');
  const found = wanted.map((name) => ({ name, cluster: findCluster(call, name) }));
  return {
    clusters: found.flatMap(({ cluster }) => (cluster ? [clusterDocument(call, cluster, withTags)] : [])),
    failures: found.flatMap(({ name, cluster }) => (cluster ? [] : [missing(call, 'cluster', name)])),
  };
}

export function missing({ region, accountId }: Call, what: string, name: string): object {
  const arn = name.startsWith('arn:') ? name : `arn:aws:ecs:${region}:${accountId}:${what}/${name}`;
  return { arn, reason: 'MISSING' };
}

function clusterDocument(call: Call, cluster: EcsCluster, withTags: boolean): object {
  const { ecsServices } = familyState(call.world.estate, containersFamily);
  const services = [...ecsServices.values()].filter(({ clusterArn }) => clusterArn === cluster.arn);
  const tasks = services.reduce((sum, { taskIds }) => sum + taskIds.length, 0) + cluster.looseTasks;
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: cluster.machines.length,
    runningTasksCount: tasks,
    pendingTasksCount: 0,
    activeServicesCount: services.length,
    statistics: [],
    tags: withTags ? tagList(cluster.tags) : [],
    settings: [],
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  };
}

export const tagList = (tags: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

function clusterOf(call: Call, input: DocumentInput): EcsCluster {
  const cluster = findCluster(call, input.optionalText('cluster'));
  if (cluster === undefined) throw ecsErrors.noCluster();
  return cluster;
}

/** ListContainerInstances: a hundred ARNs a page at most. */
export function listContainerInstances(call: Call, fields: Fields): object {
  const input = read(fields);
  const { arn, machines } = clusterOf(call, input);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['machines', arn]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 100 }) ?? 100,
    items: (after) => itemsAfter(machines, after, (machine) => machine.arn),
    positionOf: (machine) => machine.arn,
    badToken: ecsErrors.badToken,
  });
  return { containerInstanceArns: items.map((machine) => machine.arn), nextToken };
}

export function describeContainerInstances(call: Call, fields: Fields): object {
  const input = read(fields);
  const cluster = clusterOf(call, input);
  const wanted = input.texts('containerInstances');
  if (wanted.length === 0) throw ecsErrors.invalid('Container instances cannot be empty.');
  if (wanted.length > 100) throw ecsErrors.invalid('Container instances cannot have more than 100 elements.');
  const found = wanted.map((name) => ({
    name,
    machine: cluster.machines.find(({ arn }) => arn === name || arn.endsWith(`/${name}`)),
  }));
  return {
    containerInstances: found.flatMap(({ machine }) => (machine ? [machineDocument(machine)] : [])),
    failures: found.flatMap(({ name, machine }) => (machine ? [] : [missing(call, 'container-instance', name)])),
  };
}

function machineDocument({ arn, instanceId, type, zone, registeredAt }: ContainerMachine): object {
  const { vcpu, memoryGiB } = instanceType(type)!;
  const resources = [
    { name: 'CPU', type: 'INTEGER', integerValue: vcpu * 1024 },
    // The agent leaves some of it to the machine.
    { name: 'MEMORY', type: 'INTEGER', integerValue: Math.floor(memoryGiB * 1024 * 0.97) },
  ];
  return {
    containerInstanceArn: arn,
    ec2InstanceId: instanceId,
    version: 3,
    versionInfo: { agentVersion: '1.98.0', agentHash: '1f4c2a7b', dockerVersion: 'DockerVersion: 25.0.8' },
    remainingResources: resources,
    registeredResources: resources,
    status: 'ACTIVE',
    agentConnected: true,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    attributes: [
      { name: 'ecs.instance-type', value: type },
      { name: 'ecs.availability-zone', value: zone },
      { name: 'ecs.os-type', value: 'linux' },
    ],
    registeredAt: new Timestamp(registeredAt),
    attachments: [],
    tags: [],
  };
}
