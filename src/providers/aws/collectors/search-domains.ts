import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { SearchDomain } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { inParts } from '../in-parts.ts';
import { parseAnswer } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Domain = z.object({
  ARN: z.string().min(1),
  DomainName: z.string().min(1),
  Created: z.boolean().default(true),
  Deleted: z.boolean().default(false),
  Processing: z.boolean().default(false),
  ClusterConfig: z.object({
    InstanceType: z.string().min(1),
    InstanceCount: z.int().positive(),
    // What is switched off has no type or count of its own that means anything.
    DedicatedMasterEnabled: z.boolean().default(false),
    DedicatedMasterType: z.string().optional(),
    DedicatedMasterCount: z.int().optional(),
    ZoneAwarenessEnabled: z.boolean().default(false),
    ZoneAwarenessConfig: z.object({ AvailabilityZoneCount: z.int().default(2) }).optional(),
    WarmEnabled: z.boolean().default(false),
    WarmType: z.string().optional(),
    WarmCount: z.int().optional(),
  }),
  EBSOptions: z
    .object({
      EBSEnabled: z.boolean().default(false),
      VolumeType: z.string().optional(),
      VolumeSize: z.int().optional(),
      Iops: z.int().optional(),
    })
    .optional(),
});

type Config = z.infer<typeof Domain>['ClusterConfig'];

const Names = z.object({ DomainNames: z.array(z.object({ DomainName: z.string() })) });

/** DescribeDomains takes so many. Source: OpenSearch Service API, DescribeDomains. */
const mostNamed = 5;

/** OpenSearch and Elasticsearch domains of one account and region. Source: OpenSearch Service API. */
export const searchDomains = defineCollector({
  type: 'aws:es:domain',
  kind: 'search-domain',
  reach: 'regional',
  permissions: ['es:ListDomainNames', 'es:DescribeDomains', ...tagPermissions],
  operation: 'es:DescribeDomains',
  page: z.object({
    DomainStatusList: z.array(Domain),
    tagsOf: z.custom<TagsOf>((value) => typeof value === 'function'),
  }),
  rows: ['DomainStatusList'],
  rowId: 'DomainName',
  async *fetch(aws: AwsClient, scope) {
    const names = parseAnswer(Names, await aws.call('es', 'ListDomainNames', scope, {}), 'es:ListDomainNames');
    let tagsOf: TagsOf | undefined;
    for (const part of inParts(names.DomainNames, mostNamed)) {
      tagsOf ??= await readTags(aws, scope, 'es:domain');
      const DomainNames = part.map(({ DomainName }) => DomainName);
      yield withBeside(await aws.call('es', 'DescribeDomains', scope, { DomainNames }), { tagsOf });
    }
  },
  toResources: ({ DomainStatusList, tagsOf }, scope) =>
    DomainStatusList.filter(({ Deleted }) => !Deleted).map((d): SearchDomain => {
      const config = d.ClusterConfig;
      const { EBSEnabled = false, VolumeType, VolumeSize, Iops } = d.EBSOptions ?? {};
      return {
        kind: 'search-domain',
        type: 'aws:es:domain',
        resourceId: d.ARN,
        scope,
        name: d.DomainName,
        state: !d.Created ? 'creating' : d.Processing ? 'processing' : 'active',
        createdAt: unread('OpenSearch Service does not tell when a domain was made'),
        tags: tagsOf(d.ARN),
        uses: known([]),
        sizeName: config.InstanceType,
        nodeCount: config.InstanceCount,
        zoneCount: config.ZoneAwarenessEnabled ? (config.ZoneAwarenessConfig?.AvailabilityZoneCount ?? 2) : 1,
        ...nodesOf('masters', config.DedicatedMasterEnabled, config.DedicatedMasterType, config.DedicatedMasterCount),
        ...nodesOf('warmNodes', config.WarmEnabled, config.WarmType, config.WarmCount),
        ...(EBSEnabled &&
          VolumeType !== undefined &&
          VolumeSize !== undefined && {
            storage: { tier: VolumeType, sizeGiB: VolumeSize, ...(Iops !== undefined && { iops: Iops }) },
          }),
      };
    }),
});

function nodesOf<Name extends 'masters' | 'warmNodes'>(
  name: Name,
  enabled: boolean,
  sizeName: Config['WarmType'],
  count: Config['WarmCount'],
): Partial<Pick<SearchDomain, Name>> {
  if (!enabled || sizeName === undefined || count === undefined) return {};
  return { [name]: { sizeName, count } } as Partial<Pick<SearchDomain, Name>>;
}
