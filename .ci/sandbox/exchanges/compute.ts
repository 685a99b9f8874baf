import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
  paginateDescribeAutoScalingGroups,
  paginateDescribePolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-auto-scaling';
import {
  ComputeOptimizerClient,
  GetLicenseRecommendationsCommand,
  LicenseFinding,
  LicenseRecommendationFilterName,
} from '@aws-sdk/client-compute-optimizer';
import {
  DescribeCapacityReservationsCommand,
  DescribeHostsCommand,
  DescribeInstancesCommand,
  DescribeSpotPriceHistoryCommand,
  EC2Client,
  paginateDescribeCapacityReservations,
  paginateDescribeHosts,
  paginateDescribeInstanceTypes,
  paginateDescribeSpotPriceHistory,
} from '@aws-sdk/client-ec2';
import { expectError } from '../aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

/** Scaling groups, reservations, hosts, the spot market, licences, and sizes with all that they tell. */
export const exchanges: Exchanges = {
  reads: {
    autoscaling: (options) => new AutoScalingClient(options).send(new DescribeAutoScalingGroupsCommand({})),
    'compute-optimizer': (options) =>
      new ComputeOptimizerClient(options).send(new GetLicenseRecommendationsCommand({})),
  },
  async everywhere({ options }) {
    await groups(options);
    await places(options);
    await market(options);
    await licences(options);
  },
};

async function groups(options: ClientOptions): Promise<void> {
  const client = new AutoScalingClient(options);
  for await (const { AutoScalingGroups = [] } of paginateDescribeAutoScalingGroups({ client, pageSize: 2 }, {})) {
    const [{ AutoScalingGroupName } = {}] = AutoScalingGroups;
    if (AutoScalingGroupName === undefined) continue;
    const AutoScalingGroupNames = [AutoScalingGroupName];
    await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames, IncludeInstances: false }));
    await client.send(new DescribePoliciesCommand({ AutoScalingGroupName, PolicyTypes: ['TargetTrackingScaling'] }));
    await client.send(new DescribeScheduledActionsCommand({ AutoScalingGroupName }));
  }
  const Filters = [{ Name: 'tag-key', Values: ['owner'] }];
  await client.send(new DescribeAutoScalingGroupsCommand({ Filters }));
  for await (const _page of paginateDescribePolicies({ client, pageSize: 2 }, {}));
  for await (const _page of paginateDescribeScheduledActions({ client, pageSize: 2 }, {}));
  await expectError('InvalidNextToken', client.send(new DescribeAutoScalingGroupsCommand({ NextToken: 'x' })));
  await expectError('InvalidNextToken', client.send(new DescribePoliciesCommand({ NextToken: 'x' })));
  await expectError('InvalidNextToken', client.send(new DescribeScheduledActionsCommand({ NextToken: 'x' })));
  const unknown = [{ Name: 'colour', Values: ['red'] }];
  await expectError('ValidationError', client.send(new DescribeAutoScalingGroupsCommand({ Filters: unknown })));
}

/** Where machines run: reserved places, and servers of one's own. */
async function places(options: ClientOptions): Promise<void> {
  const client = new EC2Client(options);
  for await (const { CapacityReservations = [] } of paginateDescribeCapacityReservations({ client, pageSize: 2 }, {})) {
    const CapacityReservationIds = CapacityReservations.flatMap(
      ({ CapacityReservationId = [] }) => CapacityReservationId,
    );
    if (CapacityReservationIds.length === 0) continue;
    await client.send(new DescribeCapacityReservationsCommand({ CapacityReservationIds }));
  }
  await client.send(new DescribeCapacityReservationsCommand({ Filters: [{ Name: 'state', Values: ['active'] }] }));
  for await (const { Hosts = [] } of paginateDescribeHosts({ client, pageSize: 5 }, {})) {
    const HostIds = Hosts.flatMap(({ HostId = [] }) => HostId);
    if (HostIds.length > 0) await client.send(new DescribeHostsCommand({ HostIds }));
  }
  await client.send(new DescribeHostsCommand({ Filter: [{ Name: 'state', Values: ['available'] }] }));
  const CapacityReservationIds = ['cr-0fffffffffffffff0'];
  await expectError(
    'InvalidCapacityReservationId.NotFound',
    client.send(new DescribeCapacityReservationsCommand({ CapacityReservationIds })),
  );
  const HostIds = ['h-0fffffffffffffff0'];
  await expectError('InvalidHostID.NotFound', client.send(new DescribeHostsCommand({ HostIds })));
  await expectError('InvalidParameterValue', client.send(new DescribeHostsCommand({ NextToken: 'x' })));
  // Instances with an owner that runs them, a host, options of their processor, or a market.
  const Filters = [{ Name: 'instance-lifecycle', Values: ['spot'] }];
  await client.send(new DescribeInstancesCommand({ Filters }));
}

async function market(options: ClientOptions): Promise<void> {
  const client = new EC2Client(options);
  const now = { StartTime: new Date(), EndTime: new Date() };
  const one = { ...now, InstanceTypes: ['m5.large' as const], ProductDescriptions: ['Linux/UNIX'] };
  for await (const _page of paginateDescribeSpotPriceHistory({ client, pageSize: 2 }, one));
  await client.send(new DescribeSpotPriceHistoryCommand({ ...now, AvailabilityZone: `${options.region}a` }));
  for await (const _page of paginateDescribeInstanceTypes({ client, pageSize: 100 }, {}));
}

async function licences(options: ClientOptions): Promise<void> {
  const client = new ComputeOptimizerClient(options);
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetLicenseRecommendationsCommand({ maxResults: 1, nextToken }));
    ({ nextToken } = page);
    const resourceArns = (page.licenseRecommendations ?? []).flatMap(({ resourceArn = [] }) => resourceArn);
    if (resourceArns.length > 0) await client.send(new GetLicenseRecommendationsCommand({ resourceArns }));
  } while (nextToken !== undefined);
  const notOptimized = {
    name: LicenseRecommendationFilterName.LICENSE_FINDING,
    values: [LicenseFinding.NOT_OPTIMIZED],
  };
  await client.send(new GetLicenseRecommendationsCommand({ filters: [notOptimized] }));
  await expectError(
    'InvalidParameterValueException',
    client.send(new GetLicenseRecommendationsCommand({ nextToken: 'x' })),
  );
}
