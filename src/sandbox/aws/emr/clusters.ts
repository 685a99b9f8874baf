import { dataProcessingFamily } from '../../estate/data-processing/family.ts';
import type { EmrCluster } from '../../estate/data-processing/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const invalid = (message: string): AwsError => new AwsError('InvalidRequestException', message);
const badToken = (): AwsError => invalid('Marker is invalid.');
const read = (fields: Fields): DocumentInput => new DocumentInput(fields, invalid);

const clusters = (call: Call) => call.world.index.of(familyState(call.world.estate, dataProcessingFamily).clusters);

/** ListClusters: fifty a page, of all times unless states are named. */
export function listClusters(call: Call, fields: Fields): object {
  const input = read(fields);
  const states = input.texts('ClusterStates');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['clusters', states]),
    token: input.optionalText('Marker'),
    limit: 50,
    items: (after) => clusters(call).resources(call.accountId, call.region, after),
    keep: ({ state }) => states.length === 0 || states.includes(state),
    positionOf: ({ id }) => id,
    badToken,
  });
  return { Clusters: items.map(summary), Marker: nextToken };
}

function clusterNamed(call: Call, id: string): EmrCluster {
  const cluster = clusters(call).find(call.accountId, call.region, id);
  if (cluster === undefined) throw invalid(`Cluster id '${id}' is not valid.`);
  return cluster;
}

const hours = ({ createdAt, endedAt, machines }: EmrCluster, now: number): number =>
  Math.floor(((endedAt ?? now) - createdAt) / 3_600_000) * machines.length * 8;

function summary(cluster: EmrCluster): object {
  const { id, name, accountId, region, createdAt, endedAt } = cluster;
  return {
    Id: id,
    Name: name,
    Status: statusOf(cluster),
    NormalizedInstanceHours: hours(cluster, endedAt ?? createdAt),
    ClusterArn: `arn:aws:elasticmapreduce:${region}:${accountId}:cluster/${id}`,
  };
}

function statusOf({ state, createdAt, endedAt }: EmrCluster): object {
  const reason =
    state === 'TERMINATED'
      ? { Code: 'USER_REQUEST', Message: 'Terminated by user request' }
      : { Message: state === 'WAITING' ? 'Cluster ready after last step completed.' : 'Running step' };
  return {
    State: state,
    StateChangeReason: reason,
    Timeline: {
      CreationDateTime: new Timestamp(createdAt),
      ReadyDateTime: new Timestamp(createdAt + 420_000),
      ...(endedAt !== undefined && { EndDateTime: new Timestamp(endedAt) }),
    },
  };
}

export function describeCluster(call: Call, fields: Fields): object {
  const cluster = clusterNamed(call, read(fields).text('ClusterId'));
  return {
    Cluster: {
      ...summary(cluster),
      Ec2InstanceAttributes: {
        Ec2SubnetId: cluster.subnetId,
        RequestedEc2SubnetIds: [cluster.subnetId],
        Ec2AvailabilityZone: cluster.zone,
        RequestedEc2AvailabilityZones: [],
        IamInstanceProfile: 'EMR_EC2_DefaultRole',
      },
      InstanceCollectionType: 'INSTANCE_GROUP',
      ReleaseLabel: 'emr-7.10.0',
      AutoTerminate: false,
      TerminationProtected: false,
      VisibleToAllUsers: true,
      Applications: cluster.applications.map((Name) => ({ Name, Version: '3.5.0' })),
      Tags: Object.entries(cluster.tags).map(([Key, Value]) => ({ Key, Value })),
      ServiceRole: 'EMR_DefaultRole',
      Configurations: [],
      ScaleDownBehavior: 'TERMINATE_AT_TASK_COMPLETION',
      EbsRootVolumeSize: 15,
      StepConcurrencyLevel: 1,
      PlacementGroups: [],
    },
  };
}

/** Nothing but an empty answer for a cluster without such a policy. */
export function getAutoTerminationPolicy(call: Call, fields: Fields): object {
  const { idleTimeout } = clusterNamed(call, read(fields).text('ClusterId'));
  return idleTimeout === undefined ? {} : { AutoTerminationPolicy: { IdleTimeout: idleTimeout } };
}

export function listInstances(call: Call, fields: Fields): object {
  const input = read(fields);
  const { id, machines, state, createdAt } = clusterNamed(call, input.text('ClusterId'));
  const states = input.texts('InstanceStates');
  const groups = input.texts('InstanceGroupTypes');
  const groupId = input.optionalText('InstanceGroupId');
  const of = state === 'TERMINATED' ? 'TERMINATED' : 'RUNNING';
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['instances', id, states, groups, groupId]),
    token: input.optionalText('Marker'),
    limit: 2000,
    items: (after) => itemsAfter(machines, after, (machine) => machine.id),
    keep: (machine) =>
      (states.length === 0 || states.includes(of)) &&
      (groups.length === 0 || groups.includes(machine.group)) &&
      (groupId === undefined || machine.groupId === groupId),
    positionOf: (machine) => machine.id,
    badToken,
  });
  return {
    Instances: items.map((machine) => ({
      Id: machine.id,
      Ec2InstanceId: machine.instanceId,
      Status: {
        State: of,
        StateChangeReason: {},
        Timeline: { CreationDateTime: new Timestamp(createdAt), ReadyDateTime: new Timestamp(createdAt + 300_000) },
      },
      InstanceGroupId: machine.groupId,
      Market: 'ON_DEMAND',
      InstanceType: machine.type,
      EbsVolumes: [],
    })),
    Marker: nextToken,
  };
}
