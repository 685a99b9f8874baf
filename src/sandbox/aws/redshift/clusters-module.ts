import type { Warehouse } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, ownStores, pageOfStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { queryDocumentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { named } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { redshiftModule } from './module.ts';

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

/** DescribeClusters: 20 to 100 a page. */
function describeClusters(call: Call, fields: Fields): object {
  const id = new DocumentInput(fields, invalid).optionalText('ClusterIdentifier');
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).warehouses,
    keep: ({ name }) => id === undefined || id === name,
    token: 'Marker',
    size: 'MaxRecords',
    least: 20,
    most: 100,
    fail: invalid,
  });
  if (id !== undefined && items.length === 0) {
    throw new AwsError('ClusterNotFound', `Cluster ${id} not found.`, { status: 404 });
  }
  return { Marker: nextToken, Clusters: named('Cluster', items.map(clusterDocument)) };
}

function clusterDocument(cluster: Warehouse): object {
  const { name, region, accountId, nodeType, nodes, status, createdAt, namespaceId } = cluster;
  return {
    ClusterIdentifier: name,
    NodeType: nodeType,
    ClusterStatus: status,
    ClusterAvailabilityStatus: status === 'paused' ? 'Paused' : 'Available',
    MasterUsername: 'awsuser',
    DBName: 'dev',
    Endpoint: { Address: `${name}.c9x7.${region}.redshift.amazonaws.com`, Port: 5439 },
    ClusterCreateTime: new Timestamp(createdAt),
    AutomatedSnapshotRetentionPeriod: 1,
    ManualSnapshotRetentionPeriod: -1,
    ClusterSubnetGroupName: 'default',
    AvailabilityZone: `${region}a`,
    PreferredMaintenanceWindow: 'sat:08:00-sat:08:30',
    ClusterVersion: '1.0',
    AllowVersionUpgrade: true,
    NumberOfNodes: nodes,
    PubliclyAccessible: false,
    Encrypted: true,
    Tags: named(
      'Tag',
      Object.entries(cluster.tags).map(([Key, Value]) => ({ Key, Value })),
    ),
    EnhancedVpcRouting: false,
    MaintenanceTrackName: 'current',
    ClusterNamespaceArn: `arn:aws:redshift:${region}:${accountId}:namespace:${namespaceId}`,
    TotalStorageCapacityInMegaBytes: 400_000 * nodes,
    AquaConfiguration: { AquaStatus: 'disabled', AquaConfigurationStatus: 'auto' },
    MultiAZ: cluster.multiZone ? 'Enabled' : 'Disabled',
  };
}

/** DescribeScheduledActions: a pause and a resume of each cluster that has them, and one resize that is switched off. */
function describeScheduledActions(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const name = input.optionalText('ScheduledActionName');
  const all = [...ownStores(call, storesOf(call).warehouses)]
    .flatMap(actionsOf)
    .filter((action) => name === undefined || action.ScheduledActionName === name);
  if (name !== undefined && all.length === 0) {
    throw new AwsError('ScheduledActionNotFound', `Scheduled action ${name} not found.`, { status: 400 });
  }
  const positionOf = (action: { readonly ScheduledActionName: string }): string => action.ScheduledActionName;
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['actions', name]),
    token: input.optionalText('Marker'),
    limit: input.optionalInteger('MaxRecords', { min: 20, max: 100 }) ?? 100,
    items: (after) => itemsAfter(all, after, positionOf),
    positionOf,
    badToken: () => invalid('The Marker is not valid.'),
  });
  return { Marker: nextToken, ScheduledActions: named('ScheduledAction', items) };
}

function actionsOf({ name: ClusterIdentifier, accountId, pauses }: Warehouse) {
  const action = (what: string, hour: number, target: object, State: string) => ({
    ScheduledActionName: `${ClusterIdentifier}-${what}`,
    TargetAction: target,
    Schedule: `cron(0 ${hour} ? * MON-FRI *)`,
    IamRole: `arn:aws:iam::${accountId}:role/RedshiftScheduler`,
    ScheduledActionDescription: `${what} ${ClusterIdentifier}`,
    State,
  });
  if (!pauses) return [];
  return [
    action('pause', 19, { PauseCluster: { ClusterIdentifier } }, 'ACTIVE'),
    action('resume', 6, { ResumeCluster: { ClusterIdentifier } }, 'ACTIVE'),
    action('resize', 3, { ResizeCluster: { ClusterIdentifier, NumberOfNodes: 4 } }, 'DISABLED'),
  ];
}

/** The part of Amazon Redshift that tells of clusters. */
export const redshiftClustersModule: ServiceModule = {
  ...redshiftModule,
  operations: queryDocumentOperations(
    { DescribeClusters: describeClusters, DescribeScheduledActions: describeScheduledActions },
    { numbers: new Set(['MaxRecords']), booleans: new Set(['Active']) },
  ),
};
