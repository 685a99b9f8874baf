import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { MessageCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';

const Cluster = z.object({
  ClusterArn: z.string().min(1),
  ClusterName: z.string().min(1),
  ClusterType: z.string().min(1),
  State: z.string().min(1),
  // A date in text, unlike in most other APIs.
  CreationTime: z.coerce.date().optional(),
  // MSK sends an empty map for an untagged cluster.
  Tags: z.record(z.string(), z.string()).optional(),
  // There for a cluster with brokers alone.
  Provisioned: z
    .object({
      NumberOfBrokerNodes: z.int().positive(),
      BrokerNodeGroupInfo: z.object({
        InstanceType: z.string().min(1),
        StorageInfo: z.object({ EbsStorageInfo: z.object({ VolumeSize: z.int().optional() }).optional() }).optional(),
      }),
    })
    .optional(),
});

/** MSK clusters of one account and region. Source: MSK API, ListClustersV2. */
export const messageClusters = defineCollector({
  type: 'aws:kafka:cluster',
  kind: 'message-cluster',
  reach: 'regional',
  permissions: ['kafka:ListClustersV2'],
  operation: 'kafka:ListClustersV2',
  page: z.object({ ClusterInfoList: z.array(Cluster) }),
  rows: ['ClusterInfoList'],
  rowId: 'ClusterArn',
  fetch: (aws: AwsClient, scope) => aws.pages('kafka', 'ListClustersV2', scope, { MaxResults: 100 }),
  toResources: ({ ClusterInfoList }, scope) =>
    ClusterInfoList.filter(({ State }) => State !== 'DELETING' && State !== 'FAILED').map((c): MessageCluster => {
      const brokers = c.Provisioned;
      const sizeName = brokers?.BrokerNodeGroupInfo.InstanceType;
      const storage = brokers?.BrokerNodeGroupInfo.StorageInfo?.EbsStorageInfo?.VolumeSize;
      return {
        kind: 'message-cluster',
        type: 'aws:kafka:cluster',
        resourceId: c.ClusterArn,
        scope,
        name: c.ClusterName,
        state: c.State,
        createdAt: mapFact(fact(c.CreationTime, 'CreationTime'), instant),
        tags: fact(c.Tags, 'Tags'),
        uses: known([]),
        deployment: sizeName === undefined ? 'serverless' : sizeName.startsWith('express.') ? 'express' : 'standard',
        ...(sizeName !== undefined && { sizeName }),
        brokerCount: brokers?.NumberOfBrokerNodes ?? 0,
        ...(storage !== undefined && { storageGiBPerBroker: storage }),
      };
    }),
});
