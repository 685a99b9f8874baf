import type { Cache } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { type Fields, pageOfStores, storesOf } from '../data-stores/listing.ts';
import { named } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);
const read = (fields: Fields): DocumentInput => new DocumentInput(fields, invalid);

const records = { token: 'Marker', size: 'MaxRecords', least: 20, most: 100, fail: invalid } as const;

/** DescribeReplicationGroups: of Redis OSS and Valkey. */
export function describeReplicationGroups(call: Call, fields: Fields): object {
  const id = read(fields).optionalText('ReplicationGroupId');
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).caches,
    keep: ({ form, name }) => form === 'group' && (id === undefined || id === name),
    ...records,
  });
  if (id !== undefined && items.length === 0) {
    throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, { status: 404 });
  }
  return { Marker: nextToken, ReplicationGroups: named('ReplicationGroup', items.map(groupDocument)) };
}

function groupDocument(cache: Cache): object {
  const { name, arn, nodeIds, nodeType, region, createdAt, globalId } = cache;
  const address = (role: string): object => ({ Address: `${name}.${role}.use1.cache.amazonaws.com`, Port: 6379 });
  return {
    ReplicationGroupId: name,
    Description: name,
    GlobalReplicationGroupInfo:
      globalId === undefined
        ? {}
        : { GlobalReplicationGroupId: globalId, GlobalReplicationGroupMemberRole: 'SECONDARY' },
    Status: 'available',
    PendingModifiedValues: {},
    MemberClusters: named('ClusterId', nodeIds),
    NodeGroups: named('NodeGroup', [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: address('ng.0001'),
        ReaderEndpoint: address('ro.0001'),
        NodeGroupMembers: named(
          'NodeGroupMember',
          nodeIds.map((CacheClusterId, at) => ({
            CacheClusterId,
            CacheNodeId: '0001',
            PreferredAvailabilityZone: `${region}${'abc'[at % 3]}`,
            CurrentRole: at === 0 ? 'primary' : 'replica',
          })),
        ),
      },
    ]),
    SnapshottingClusterId: nodeIds.at(-1),
    AutomaticFailover: nodeIds.length > 1 ? 'enabled' : 'disabled',
    MultiAZ: nodeIds.length > 1 ? 'enabled' : 'disabled',
    SnapshotRetentionLimit: 1,
    SnapshotWindow: '03:00-04:00',
    ClusterEnabled: false,
    CacheNodeType: nodeType,
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    ARN: arn,
    ReplicationGroupCreateTime: new Timestamp(createdAt),
    DataTiering: nodeType.includes('gd.') ? 'enabled' : 'disabled',
    AutoMinorVersionUpgrade: true,
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    TransitEncryptionMode: 'required',
    ClusterMode: 'disabled',
    Engine: cache.engine,
  };
}

/** DescribeCacheClusters: nodes of groups too, unless those alone are asked for that are in none. */
export function describeCacheClusters(call: Call, fields: Fields): object {
  const input = read(fields);
  const id = input.optionalText('CacheClusterId');
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).caches,
    keep: ({ form, name }) => form === 'cluster' && (id === undefined || id === name),
    ...records,
  });
  const alone = input.optionalBoolean('ShowCacheClustersNotInReplicationGroups') === true;
  // Members of groups come behind, on the last page.
  const members =
    alone || nextToken !== undefined
      ? []
      : [...call.world.index.of(storesOf(call).caches).resources(call.accountId, call.region)]
          .filter(({ form }) => form === 'group')
          .flatMap((group) => group.nodeIds.map((nodeId) => memberDocument(group, nodeId)))
          .filter((member) => id === undefined || member.CacheClusterId === id);
  const documents = [...items.map(clusterDocument), ...members];
  if (id !== undefined && documents.length === 0) {
    throw new AwsError('CacheClusterNotFound', `CacheCluster not found: ${id}`, { status: 404 });
  }
  return { Marker: nextToken, CacheClusters: named('CacheCluster', documents) };
}

const common = ({ engine, nodeType, region, createdAt }: Cache) => ({
  CacheNodeType: nodeType,
  Engine: engine,
  EngineVersion: engine === 'memcached' ? '1.6.22' : '7.1.0',
  CacheClusterStatus: 'available',
  PreferredAvailabilityZone: `${region}a`,
  CacheClusterCreateTime: new Timestamp(createdAt),
  PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
  PendingModifiedValues: {},
  CacheSubnetGroupName: 'default',
  AutoMinorVersionUpgrade: true,
  NetworkType: 'ipv4',
  IpDiscovery: 'ipv4',
});

const clusterDocument = (cache: Cache) => ({
  CacheClusterId: cache.name,
  NumCacheNodes: cache.nodeIds.length,
  ...common(cache),
  AuthTokenEnabled: false,
  TransitEncryptionEnabled: false,
  AtRestEncryptionEnabled: false,
  ARN: cache.arn,
  ReplicationGroupLogDeliveryEnabled: false,
});

const memberDocument = (group: Cache, CacheClusterId: string) => ({
  CacheClusterId,
  NumCacheNodes: 1,
  ...common(group),
  ReplicationGroupId: group.name,
  AuthTokenEnabled: false,
  TransitEncryptionEnabled: true,
  AtRestEncryptionEnabled: true,
  ARN: `arn:aws:elasticache:${group.region}:${group.accountId}:cluster:${CacheClusterId}`,
  ReplicationGroupLogDeliveryEnabled: false,
});

/** DescribeServerlessCaches: 50 a page at most. */
export function describeServerlessCaches(call: Call, fields: Fields): object {
  const name = read(fields).optionalText('ServerlessCacheName');
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).caches,
    keep: (cache) => cache.form === 'serverless' && (name === undefined || name === cache.name),
    token: 'NextToken',
    size: 'MaxResults',
    most: 50,
    fail: invalid,
  });
  if (name !== undefined && items.length === 0) {
    throw new AwsError('ServerlessCacheNotFoundFault', `ServerlessCache ${name} not found.`, { status: 404 });
  }
  return {
    NextToken: nextToken,
    ServerlessCaches: items.map((cache) => ({
      ServerlessCacheName: cache.name,
      CreateTime: new Timestamp(cache.createdAt),
      Status: 'available',
      Engine: cache.engine,
      MajorEngineVersion: '8',
      FullEngineVersion: '8.0',
      Endpoint: { Address: `${cache.name}.serverless.use1.cache.amazonaws.com`, Port: 6379 },
      ARN: cache.arn,
      SnapshotRetentionLimit: 0,
    })),
  };
}
