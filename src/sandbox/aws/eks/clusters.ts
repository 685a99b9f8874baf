import { containersFamily } from '../../estate/containers/family.ts';
import type { EksCluster, KubernetesVersion } from '../../estate/containers/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { eksErrors } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

const read = (fields: Fields): DocumentInput => new DocumentInput(fields, eksErrors.invalid);
const limitOf = (input: DocumentInput): number => input.optionalInteger('maxResults', { min: 1, max: 100 }) ?? 100;

/** ListClusters: names, a hundred a page at most. */
export function listClusters(call: Call, fields: Fields): object {
  const input = read(fields);
  const { eksClusters } = familyState(call.world.estate, containersFamily);
  const { items, nextToken } = pageOf(call, {
    listing: 'clusters',
    token: input.optionalText('nextToken'),
    limit: limitOf(input),
    items: (after) => call.world.index.of(eksClusters).resources(call.accountId, call.region, after),
    positionOf: ({ arn }) => arn,
    badToken: eksErrors.badToken,
  });
  return { clusters: items.map(({ name }) => name), nextToken };
}

/** A cluster of the caller's by name. Throws ResourceNotFoundException. */
export function clusterNamed(call: Call, name: string): EksCluster {
  const { eksClusters } = familyState(call.world.estate, containersFamily);
  const arn = `arn:aws:eks:${call.region}:${call.accountId}:cluster/${name}`;
  const cluster = call.world.index.of(eksClusters).find(call.accountId, call.region, arn);
  if (cluster === undefined) throw eksErrors.noCluster(name);
  return cluster;
}

export function describeCluster(call: Call, fields: Fields): object {
  return { cluster: clusterDocument(clusterNamed(call, read(fields).text('name'))) };
}

function clusterDocument(cluster: EksCluster): object {
  const { accountId, region, name } = cluster;
  const id = cluster.arn.length.toString(16).toUpperCase().padStart(32, '7F3A2C91');
  return {
    name,
    arn: cluster.arn,
    createdAt: new Timestamp(cluster.createdAt),
    version: cluster.version,
    endpoint: `https://${id}.gr7.${region}.eks.amazonaws.com`,
    roleArn: `arn:aws:iam::${accountId}:role/${name}-cluster`,
    resourcesVpcConfig: {
      subnetIds: cluster.subnetIds,
      securityGroupIds: [],
      vpcId: cluster.vpcId,
      endpointPublicAccess: true,
      endpointPrivateAccess: true,
      publicAccessCidrs: ['0.0.0.0/0'],
    },
    kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
    logging: { clusterLogging: [{ types: ['api', 'audit'], enabled: false }] },
    identity: { oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/${id}` } },
    status: 'ACTIVE',
    platformVersion: 'eks.12',
    tags: cluster.tags,
    health: { issues: [] },
    accessConfig: { authenticationMode: 'API' },
    upgradePolicy: { supportType: cluster.supportType },
    ...(cluster.autoMode && {
      computeConfig: {
        enabled: true,
        nodePools: ['general-purpose', 'system'],
        nodeRoleArn: `arn:aws:iam::${accountId}:role/${name}-node`,
      },
    }),
    ...(cluster.hybrid && {
      remoteNetworkConfig: {
        remoteNodeNetworks: [{ cidrs: ['10.80.0.0/16'] }],
        remotePodNetworks: [{ cidrs: ['10.85.0.0/16'] }],
      },
    }),
    deletionProtection: false,
  };
}

/** DescribeClusterVersions: those that are still supported, unless all are asked for. */
export function describeClusterVersions(call: Call, fields: Fields): object {
  const input = read(fields);
  const { versions } = familyState(call.world.estate, containersFamily);
  const wanted = input.texts('clusterVersions');
  const withOld = input.optionalBoolean('includeAll') ?? false;
  const onlyDefault = input.optionalBoolean('defaultOnly') ?? false;
  const status = input.optionalText('versionStatus');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['versions', wanted, withOld, onlyDefault, status]),
    token: input.optionalText('nextToken'),
    limit: limitOf(input),
    items: (after) => itemsAfter(versions, after, (one) => one.version),
    keep: (one) =>
      (wanted.length === 0 || wanted.includes(one.version)) &&
      (withOld || wanted.length > 0 || statusOf(one, call.now) !== 'UNSUPPORTED') &&
      (!onlyDefault || isDefault(one, versions)) &&
      (status === undefined || statusOf(one, call.now) === status),
    positionOf: (one) => one.version,
    badToken: eksErrors.badToken,
  });
  return { clusterVersions: items.map((one) => versionDocument(one, versions, call.now)), nextToken };
}

/** EKS makes new clusters with the version before the newest. */
const isDefault = ({ version }: KubernetesVersion, all: readonly KubernetesVersion[]): boolean =>
  version === all[1]?.version;

function statusOf({ standardEndsAt, extendedEndsAt }: KubernetesVersion, now: number): string {
  if (now < standardEndsAt) return 'STANDARD_SUPPORT';
  return now < extendedEndsAt ? 'EXTENDED_SUPPORT' : 'UNSUPPORTED';
}

function versionDocument(one: KubernetesVersion, all: readonly KubernetesVersion[], now: number): object {
  const status = statusOf(one, now);
  return {
    clusterVersion: one.version,
    clusterType: 'eks',
    defaultPlatformVersion: 'eks.12',
    defaultVersion: isDefault(one, all),
    releaseDate: new Timestamp(one.releasedAt),
    endOfStandardSupportDate: new Timestamp(one.standardEndsAt),
    endOfExtendedSupportDate: new Timestamp(one.extendedEndsAt),
    status: status.toLowerCase().replace('_', '-'),
    versionStatus: status,
    kubernetesPatchVersion: `${one.version}.4`,
  };
}

export function listFargateProfiles(call: Call, fields: Fields): object {
  const input = read(fields);
  const { arn, fargateProfiles } = clusterNamed(call, input.text('name'));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['profiles', arn]),
    token: input.optionalText('nextToken'),
    limit: limitOf(input),
    items: (after) => itemsAfter(fargateProfiles, after, (name) => name),
    positionOf: (name) => name,
    badToken: eksErrors.badToken,
  });
  return { fargateProfileNames: items, nextToken };
}
