import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  DatabaseMigrationServiceClient,
  DescribeReplicationInstancesCommand,
  DescribeReplicationTasksCommand,
} from '@aws-sdk/client-database-migration-service';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand, paginateListTables } from '@aws-sdk/client-dynamodb';
import {
  DescribeReplicationGroupsCommand,
  DescribeReservedCacheNodesCommand,
  ElastiCacheClient,
  paginateDescribeCacheClusters,
  paginateDescribeReplicationGroups,
  paginateDescribeServerlessCaches,
} from '@aws-sdk/client-elasticache';
import { KafkaClient, ListClustersV2Command, paginateListClustersV2 } from '@aws-sdk/client-kafka';
import { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import {
  DescribeDomainsCommand,
  DescribeReservedInstancesCommand,
  ListDomainNamesCommand,
  OpenSearchClient,
} from '@aws-sdk/client-opensearch';
import {
  DescribeClustersCommand,
  DescribeReservedNodesCommand,
  paginateDescribeClusters,
  paginateDescribeScheduledActions,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { expectError } from '../aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

/** Its client would speak HTTP/2, which the sandbox does not. */
const kinesisOf = (options: ClientOptions) => new KinesisClient({ ...options, requestHandler: new NodeHttpHandler() });

export const exchanges: Exchanges = {
  reads: {
    dynamodb: (options) => new DynamoDBClient(options).send(new ListTablesCommand({})),
    'application-autoscaling': (options) =>
      new ApplicationAutoScalingClient(options).send(
        new DescribeScalableTargetsCommand({ ServiceNamespace: 'dynamodb' }),
      ),
    elasticache: (options) => new ElastiCacheClient(options).send(new DescribeReplicationGroupsCommand({})),
    redshift: (options) => new RedshiftClient(options).send(new DescribeClustersCommand({})),
    opensearch: (options) => new OpenSearchClient(options).send(new ListDomainNamesCommand({})),
    dms: (options) => new DatabaseMigrationServiceClient(options).send(new DescribeReplicationInstancesCommand({})),
    kinesis: (options) => kinesisOf(options).send(new ListStreamsCommand({})),
    kafka: (options) => new KafkaClient(options).send(new ListClustersV2Command({})),
  },
  async everywhere({ options }) {
    await tables(options);
    await caches(options);
    await warehouses(options);
    await others(options);
  },
};

async function tables(options: ClientOptions): Promise<void> {
  const client = new DynamoDBClient(options);
  for await (const { TableNames = [] } of paginateListTables({ client, pageSize: 3 }, {})) {
    for (const TableName of TableNames) await client.send(new DescribeTableCommand({ TableName }));
  }
  await expectError('ResourceNotFoundException', client.send(new DescribeTableCommand({ TableName: 'none' })));
  const scaling = new ApplicationAutoScalingClient(options);
  const ServiceNamespace = 'dynamodb';
  await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace, MaxResults: 1 }));
  await expectError(
    'InvalidNextTokenException',
    scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace, NextToken: 'x' })),
  );
}

async function caches(options: ClientOptions): Promise<void> {
  const client = new ElastiCacheClient(options);
  for await (const page of paginateDescribeReplicationGroups({ client, pageSize: 20 }, {})) void page;
  for await (const page of paginateDescribeCacheClusters({ client, pageSize: 20 }, {})) void page;
  await client.send(new DescribeReservedCacheNodesCommand({}));
  for await (const page of paginateDescribeServerlessCaches({ client, pageSize: 1 }, {})) void page;
  await expectError(
    'ReplicationGroupNotFoundFault',
    client.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId: 'none' })),
  );
}

async function warehouses(options: ClientOptions): Promise<void> {
  const client = new RedshiftClient(options);
  for await (const page of paginateDescribeClusters({ client, pageSize: 20 }, {})) void page;
  await client.send(new DescribeReservedNodesCommand({}));
  for await (const page of paginateDescribeScheduledActions({ client, pageSize: 20 }, {})) void page;
  await expectError('ClusterNotFoundFault', client.send(new DescribeClustersCommand({ ClusterIdentifier: 'none' })));
}

async function others(options: ClientOptions): Promise<void> {
  const search = new OpenSearchClient(options);
  await search.send(new DescribeReservedInstancesCommand({}));
  const { DomainNames = [] } = await search.send(new ListDomainNamesCommand({}));
  const names = DomainNames.flatMap(({ DomainName }) => DomainName ?? []).slice(0, 5);
  await search.send(new DescribeDomainsCommand({ DomainNames: [...names.slice(0, 4), 'none'] }));

  const dms = new DatabaseMigrationServiceClient(options);
  await dms.send(new DescribeReplicationTasksCommand({ WithoutSettings: true }));
  await dms.send(new DescribeReplicationTasksCommand({ MaxRecords: 20 }));
  const Filters = [{ Name: 'replication-instance-id', Values: ['none'] }];
  await expectError('ResourceNotFoundFault', dms.send(new DescribeReplicationInstancesCommand({ Filters })));

  const kinesis = kinesisOf(options);
  const { StreamNames = [] } = await kinesis.send(new ListStreamsCommand({ Limit: 2 }));
  for (const StreamName of StreamNames) await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
  await expectError(
    'ResourceNotFoundException',
    kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'none' })),
  );

  const client = new KafkaClient(options);
  for await (const page of paginateListClustersV2({ client, pageSize: 2 }, {})) void page;
}
