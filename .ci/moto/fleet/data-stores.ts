import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateCacheClusterCommand,
  CreateReplicationGroupCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { CreateClusterV2Command, KafkaClient } from '@aws-sdk/client-kafka';
import { CreateStreamCommand, DescribeStreamSummaryCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateDomainCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import { CreateClusterCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type FleetPlace, given, made, type Made } from './made.ts';
import { callByHand } from './roles.ts';

export async function tables({ client, at }: FleetPlace): Promise<readonly Made[]> {
  const dynamodb = new DynamoDBClient(client);
  const key = {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };
  const { TableDescription: fixed } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'fixed',
      ...key,
      ProvisionedThroughput: { ReadCapacityUnits: 20 + at, WriteCapacityUnits: 10 },
    }),
  );
  const { TableDescription: free } = await dynamodb.send(
    new CreateTableCommand({ TableName: 'free', ...key, BillingMode: 'PAY_PER_REQUEST' }),
  );
  dynamodb.destroy();
  return [
    made('aws:dynamodb:table', fixed?.TableArn, {
      capacityMode: 'provisioned',
      capacity: { readUnits: 20 + at, writeUnits: 10 },
    }),
    made('aws:dynamodb:table', free?.TableArn, { capacityMode: 'on-demand' }),
  ];
}

export async function caches({ client }: FleetPlace): Promise<readonly Made[]> {
  const elasticache = new ElastiCacheClient(client);
  const { CacheCluster } = await elasticache.send(
    new CreateCacheClusterCommand({
      CacheClusterId: 'sessions',
      Engine: 'memcached',
      CacheNodeType: 'cache.t3.medium',
      NumCacheNodes: 2,
    }),
  );
  const { ReplicationGroup } = await elasticache.send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: 'queue',
      ReplicationGroupDescription: 'jobs',
      Engine: 'redis',
      CacheNodeType: 'cache.r6g.large',
      NumCacheClusters: 2,
    }),
  );
  elasticache.destroy();
  return [
    made('aws:elasticache:cluster', CacheCluster?.ARN, { engine: 'memcached', sizeName: 'cache.t3.medium' }),
    made('aws:elasticache:replicationgroup', ReplicationGroup?.ARN, {
      deployment: 'nodes',
      sizeName: 'cache.r6g.large',
    }),
  ];
}

export async function warehouses({ client, accountId, regionId, at }: FleetPlace): Promise<readonly Made[]> {
  const redshift = new RedshiftClient(client);
  const ClusterIdentifier = 'reports';
  await redshift.send(
    new CreateClusterCommand({
      ClusterIdentifier,
      NodeType: 'ra3.xlplus',
      ClusterType: 'multi-node',
      NumberOfNodes: 2 + at,
      MasterUsername: 'admin1',
      MasterUserPassword: 'Not-a-secret-1',
    }),
  );
  redshift.destroy();
  const arn = `arn:aws:redshift:${regionId}:${accountId}:cluster:${ClusterIdentifier}`;
  return [made('aws:redshift:cluster', arn, { sizeName: 'ra3.xlplus', nodeCount: 2 + at, powerState: 'running' })];
}

export async function searchDomains({ client, at }: FleetPlace): Promise<readonly Made[]> {
  const opensearch = new OpenSearchClient(client);
  const { DomainStatus } = await opensearch.send(
    new CreateDomainCommand({
      DomainName: 'logs',
      EngineVersion: 'OpenSearch_2.11',
      ClusterConfig: { InstanceType: 'r6g.large.search', InstanceCount: 2 + at },
      EBSOptions: { EBSEnabled: true, VolumeType: 'gp3', VolumeSize: 50 },
    }),
  );
  opensearch.destroy();
  return [
    made('aws:es:domain', DomainStatus?.ARN, {
      sizeName: 'r6g.large.search',
      nodeCount: 2 + at,
      storage: { tier: 'gp3', sizeGiB: 50 },
    }),
  ];
}

export async function streams({ client, at }: FleetPlace): Promise<readonly Made[]> {
  // The SDK speaks HTTP/2 to Kinesis, and moto does not.
  const kinesis = new KinesisClient({ ...client, requestHandler: new NodeHttpHandler() });
  await kinesis.send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 2 + at }));
  const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'clicks' }));
  kinesis.destroy();
  return [
    made('aws:kinesis:stream', StreamDescriptionSummary?.StreamARN, {
      capacityMode: 'provisioned',
      shards: 2 + at,
      retentionHours: 24,
    }),
  ];
}

export async function messages({ client, network }: FleetPlace): Promise<readonly Made[]> {
  const kafka = new KafkaClient(client);
  const { ClusterArn } = await kafka.send(
    new CreateClusterV2Command({
      ClusterName: 'events',
      Provisioned: {
        BrokerNodeGroupInfo: {
          ClientSubnets: [...network.subnetIds],
          InstanceType: 'kafka.m5.large',
          StorageInfo: { EbsStorageInfo: { VolumeSize: 100 } },
        },
        KafkaVersion: '3.5.1',
        NumberOfBrokerNodes: 2,
      },
    }),
  );
  kafka.destroy();
  return [
    made('aws:kafka:cluster', given(ClusterArn, 'ClusterArn'), {
      deployment: 'standard',
      sizeName: 'kafka.m5.large',
      brokerCount: 2,
      storageGiBPerBroker: 100,
    }),
  ];
}

/** By hand: the SDK cannot read moto's answer, and so cannot list it either (see `unserved.ts`). */
export async function movers({ client }: FleetPlace): Promise<readonly Made[]> {
  await callByHand(client, 'dms', {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonDMSv20160101.CreateReplicationInstance',
    body: JSON.stringify({
      ReplicationInstanceIdentifier: 'move',
      ReplicationInstanceClass: 'dms.t3.medium',
      AllocatedStorage: 50,
    }),
  });
  return [];
}
