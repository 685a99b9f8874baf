import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import {
  GetCostAndUsageCommand,
  GetDimensionValuesCommand,
  type Expression,
  type GetCostAndUsageCommandOutput,
} from '@aws-sdk/client-cost-explorer';
import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeVolumesCommand,
  paginateDescribeImages,
  paginateDescribeInstances,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeInstanceTypes,
  paginateDescribeSnapshots,
  paginateDescribeTags,
  paginateDescribeVolumes,
  paginateDescribeVolumesModifications,
  paginateDescribeVolumeStatus,
} from '@aws-sdk/client-ec2';
import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListChildren,
  paginateListOrganizationalUnitsForParent,
  paginateListParents,
  paginateListRoots,
} from '@aws-sdk/client-organizations';
import { DescribeServicesCommand, paginateGetAttributeValues, paginateGetProducts } from '@aws-sdk/client-pricing';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../src/sandbox/main.ts';
import { expectError, type AwsClients } from './aws-clients.ts';

const dayMs = 86_400_000;

/** Reads to the end; says how many pages there were. */
async function drain(pages: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _page of pages) count += 1;
  return count;
}

export async function exerciseOrganizations({ organizations: client, sts }: AwsClients, { estate }: RunningSandbox) {
  await sts.send(new GetCallerIdentityCommand({}));
  await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${estate.accounts[1]?.id}:role/external-id/ci-1/Reader`,
      RoleSessionName: 'ci-check',
      ExternalId: 'ci-1',
      Tags: [{ Key: 'team', Value: 'finops' }],
      TransitiveTagKeys: ['team'],
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
    }),
  );
  await client.send(new DescribeOrganizationCommand({}));
  await drain(paginateListRoots({ client }, {}));
  await drain(paginateListAccounts({ client, pageSize: 2 }, {}));
  await client.send(new ListDelegatedAdministratorsCommand({}));
  const { rootId, units } = estate.organization;
  await drain(paginateListOrganizationalUnitsForParent({ client }, { ParentId: rootId }));
  for (const ParentId of [rootId, ...units.map(({ id }) => id)]) {
    await drain(paginateListAccountsForParent({ client, pageSize: 1 }, { ParentId }));
    await drain(paginateListChildren({ client }, { ParentId, ChildType: 'ACCOUNT' }));
    await drain(paginateListChildren({ client }, { ParentId, ChildType: 'ORGANIZATIONAL_UNIT' }));
  }
  for (const { id } of units) {
    await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }));
  }
  for (const { id } of estate.accounts) {
    await client.send(new DescribeAccountCommand({ AccountId: id }));
    await client.send(new ListTagsForResourceCommand({ ResourceId: id }));
    await drain(paginateListParents({ client }, { ChildId: id }));
  }
  await expectError('AccountNotFoundException', client.send(new DescribeAccountCommand({ AccountId: '999999999999' })));
  await expectError('TargetNotFoundException', client.send(new ListTagsForResourceCommand({ ResourceId: 'r-none' })));
  await expectError(
    'ParentNotFoundException',
    drain(paginateListChildren({ client }, { ParentId: 'r-none', ChildType: 'ACCOUNT' })),
  );
  await expectError('ChildNotFoundException', drain(paginateListParents({ client }, { ChildId: '999999999999' })));
  await expectError(
    'OrganizationalUnitNotFoundException',
    client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: 'ou-none-00000000' })),
  );
}

export async function exerciseInventory({ ec2: client }: AwsClients): Promise<void> {
  await client.send(new DescribeRegionsCommand({ AllRegions: true }));
  await client.send(new DescribeAvailabilityZonesCommand({}));
  await drain(paginateDescribeInstances({ client, pageSize: 50 }, {}));
  await client.send(new DescribeInstancesCommand({}));
  await client.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['stopped', 'stopping'] }] }),
  );
  await drain(paginateDescribeVolumes({ client, pageSize: 100 }, {}));
  await client.send(new DescribeVolumesCommand({ Filters: [{ Name: 'status', Values: ['available'] }] }));
  await drain(paginateDescribeSnapshots({ client, pageSize: 50 }, { OwnerIds: ['self'] }));
  await client.send(new DescribeAddressesCommand({}));
  await drain(paginateDescribeTags({ client, pageSize: 500 }, {}));
  await drain(paginateDescribeImages({ client, pageSize: 5 }, {}));
  await drain(paginateDescribeVolumeStatus({ client, pageSize: 100 }, {}));
  await drain(paginateDescribeVolumesModifications({ client }, {}));
  await drain(paginateDescribeInstanceTypes({ client, pageSize: 100 }, {}));
  await drain(paginateDescribeInstanceTypeOfferings({ client, pageSize: 1000 }, { LocationType: 'availability-zone' }));
  await expectError(
    'InvalidVolume.NotFound',
    client.send(new DescribeVolumesCommand({ VolumeIds: ['vol-00000000000000000'] })),
  );
  await expectError('InvalidInstanceID.Malformed', client.send(new DescribeInstancesCommand({ InstanceIds: ['i-x'] })));
  await expectError(
    'InvalidParameterValue',
    client.send(new DescribeVolumesCommand({ Filters: [{ Name: 'nonsense', Values: ['x'] }] })),
  );
  await expectError('InvalidParameterValue', client.send(new DescribeInstancesCommand({ MaxResults: 2 })));
  await expectError('DryRunOperation', client.send(new DescribeInstancesCommand({ DryRun: true })));
}

export async function exerciseMetrics(
  { cloudwatch: client }: AwsClients,
  instanceIds: readonly string[],
): Promise<void> {
  const window = { StartTime: new Date(Date.now() - 14 * dayMs), EndTime: new Date() };
  const queries = instanceIds.map((id, index) => ({
    Id: `q${index}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'InstanceId', Value: id }] },
      Period: 3600,
      Stat: index % 2 === 0 ? 'Average' : 'p99',
    },
  }));
  await drain(paginateListMetrics({ client }, {}));
  await drain(paginateGetMetricData({ client }, { ...window, MetricDataQueries: queries, MaxDatapoints: 1000 }));
  const [InstanceId] = instanceIds;
  const metric = {
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'InstanceId', Value: InstanceId }],
  };
  await client.send(
    new GetMetricStatisticsCommand({
      ...metric,
      ...window,
      Period: 3600,
      Statistics: ['Average', 'Maximum'],
      ExtendedStatistics: ['p99'],
    }),
  );
  await expectError(
    'ValidationException',
    client.send(new GetMetricDataCommand({ ...window, MetricDataQueries: [{ Id: 'm1', Expression: 'm2 / 2' }] })),
  );
  await expectError(
    'InvalidNextToken',
    client.send(new GetMetricDataCommand({ ...window, MetricDataQueries: queries, NextToken: 'x' })),
  );
  await expectError(
    'InvalidParameterCombinationException',
    client.send(new GetMetricStatisticsCommand({ ...metric, ...window, Period: 60, Statistics: ['Average'] })),
  );
}

export async function exerciseCosts({ ce }: AwsClients): Promise<void> {
  const day = (daysBack: number) => new Date(Date.now() - daysBack * dayMs).toISOString().slice(0, 10);
  const TimePeriod = { Start: day(60), End: day(0) };
  const Metrics = ['UnblendedCost', 'AmortizedCost', 'UsageQuantity'];
  await ce.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'MONTHLY', Metrics }));
  const GroupBy = ['LINKED_ACCOUNT', 'USAGE_TYPE'].map((Key) => ({ Type: 'DIMENSION' as const, Key }));
  let NextPageToken: string | undefined;
  do {
    const page: GetCostAndUsageCommandOutput = await ce.send(
      new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics, GroupBy, NextPageToken }),
    );
    NextPageToken = page.NextPageToken;
  } while (NextPageToken);
  const usageInRegions: Expression = {
    And: [
      { Dimensions: { Key: 'RECORD_TYPE', Values: ['Usage'] } },
      { Not: { Dimensions: { Key: 'REGION', Values: ['global'] } } },
    ],
  };
  await ce.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics, Filter: usageInRegions }));
  await ce.send(new GetDimensionValuesCommand({ TimePeriod, Dimension: 'LINKED_ACCOUNT', MaxResults: 2 }));
  const refuse = (input: object, name: string) =>
    expectError(name, ce.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics, ...input })));
  await refuse({ TimePeriod: { Start: day(0), End: day(0) } }, 'ValidationException');
  await refuse({ TimePeriod: { Start: day(-40), End: day(-50) } }, 'DataUnavailableException');
  await refuse({ GroupBy, NextPageToken: 'x' }, 'InvalidNextTokenException');
}

export async function exercisePrices({ pricing: client }: AwsClients): Promise<void> {
  await client.send(new DescribeServicesCommand({ MaxResults: 1 }));
  await drain(paginateGetAttributeValues({ client }, { ServiceCode: 'AmazonEC2', AttributeName: 'volumeApiName' }));
  const Filters = [{ Type: 'TERM_MATCH' as const, Field: 'regionCode', Value: 'eu-west-1' }];
  await drain(paginateGetProducts({ client }, { ServiceCode: 'AmazonEC2', Filters }));
  await drain(paginateGetProducts({ client }, { ServiceCode: 'AmazonVPC', Filters }));
  await expectError('NotFoundException', drain(paginateGetProducts({ client }, { ServiceCode: 'AmazonNone' })));
  await expectError(
    'InvalidParameterException',
    drain(paginateGetProducts({ client }, { ServiceCode: 'AmazonEC2', FormatVersion: 'aws_v9' })),
  );
}
