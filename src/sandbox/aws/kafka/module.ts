import type { BrokerCluster } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, pageOfStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';

const invalid = (message: string): AwsError => new AwsError('BadRequestException', message);

/** ListClustersV2: a hundred a page at most. */
function listClusters(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const type = input.optionalText('clusterTypeFilter');
  const prefix = input.optionalText('clusterNameFilter');
  const { items, nextToken } = pageOfStores(call, fields, {
    of: storesOf(call).brokers,
    keep: (cluster) =>
      (type === undefined || type === typeOf(cluster)) && (prefix === undefined || cluster.name.startsWith(prefix)),
    token: 'nextToken',
    size: 'maxResults',
    most: 100,
    fail: invalid,
  });
  return { clusterInfoList: items.map(clusterDocument), nextToken };
}

const typeOf = ({ instanceType }: BrokerCluster): string => (instanceType === undefined ? 'SERVERLESS' : 'PROVISIONED');

function clusterDocument(cluster: BrokerCluster): object {
  const { name, arn, createdAt, tags, instanceType, brokers, storageGiB } = cluster;
  const subnets = ['subnet-0a1b2c3d4e5f60001', 'subnet-0a1b2c3d4e5f60002', 'subnet-0a1b2c3d4e5f60003'];
  return {
    clusterArn: arn,
    clusterName: name,
    clusterType: typeOf(cluster),
    // MSK tells times as text.
    creationTime: new Date(createdAt).toISOString(),
    currentVersion: 'K3P5ROKL5A1OLE',
    state: 'ACTIVE',
    tags,
    provisioned:
      instanceType === undefined
        ? undefined
        : {
            brokerNodeGroupInfo: {
              brokerAZDistribution: 'DEFAULT',
              clientSubnets: subnets,
              instanceType,
              securityGroups: ['sg-0a1b2c3d4e5f6a7b8'],
              storageInfo: { ebsStorageInfo: { volumeSize: storageGiB } },
            },
            currentBrokerSoftwareInfo: { kafkaVersion: '3.6.0' },
            enhancedMonitoring: 'DEFAULT',
            numberOfBrokerNodes: brokers,
            storageMode: 'LOCAL',
          },
    serverless: instanceType === undefined ? { vpcConfigs: [{ subnetIds: subnets }] } : undefined,
  };
}

/** Amazon Managed Streaming for Apache Kafka, version 2018-11-14: what describes clusters. */
export const kafkaModule: ServiceModule = {
  id: 'kafka',
  profile: restJsonProfile({
    signingName: 'kafka',
    denied: { code: 'ForbiddenException', status: 403, message: 'Access denied.' },
    throttled: { code: 'TooManyRequestsException', status: 429, message: 'Too many requests.' },
    internal: { code: 'InternalServerErrorException', status: 500, message: 'Internal server error.' },
  }),
  operations: restOperations({ ListClustersV2: listClusters }),
  routes: [{ operation: 'ListClustersV2', method: 'GET', path: '/api/v2/clusters', query: { maxResults: 'integer' } }],
};
