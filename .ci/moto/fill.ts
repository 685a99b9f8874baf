import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AttachVolumeCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  type _InstanceType,
  DescribeImagesCommand,
  DescribeVolumesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
  type Tag,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  CreateOrganizationalUnitCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { fillFleet } from './fleet/fleet.ts';
import type { Made } from './fleet/made.ts';
import { regionless } from './fleet/unserved.ts';

/** What was put into moto: all that a reading has to find, by account and region. */
export interface Filled {
  readonly accounts: readonly FilledAccount[];
  readonly metrics: FilledMetrics;
}

export interface FilledAccount {
  readonly accountId: string;
  readonly name: string;
  readonly parentPath: readonly string[];
  readonly regions: readonly FilledRegion[];
}

export interface FilledRegion {
  readonly regionId: string;
  readonly instances: readonly {
    readonly id: string;
    readonly size: string;
    readonly powerState: 'running' | 'stopped';
    readonly name: string;
  }[];
  readonly volumes: readonly {
    readonly id: string;
    readonly tier: string;
    readonly sizeGiB: number;
    readonly attachedTo: readonly string[];
  }[];
  readonly snapshots: readonly { readonly id: string; readonly volumeId: string; readonly sizeGiB: number }[];
  readonly addresses: readonly {
    readonly id: string;
    readonly address: string;
    readonly attachedTo: readonly string[];
  }[];
  /** Everything else, of all other types; what is of the whole account stands in its first region. */
  readonly fleet: readonly Made[];
}

/** Hourly values of one instance. */
export interface FilledMetrics {
  readonly accountId: string;
  readonly regionId: string;
  readonly instanceId: string;
  readonly start: Date;
  readonly cpuPercent: readonly number[];
  readonly networkInPerHour: number;
  readonly networkOutPerHour: number;
}

/** moto's own account, which its dummy credentials belong to. */
export const managementAccountId = '123456789012';
export const roleName = 'BallastRead';
export const regionIds = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

export const keys = { accessKeyId: 'testing', secretAccessKey: 'testing' };

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Fills an empty moto. One request at a time: it breaks under concurrent writes. */
export async function fillMoto(endpoint: string, metricsStart: Date, metricsHours: number): Promise<Filled> {
  const member = await createMember(endpoint);
  const own: FilledAccount = { accountId: managementAccountId, name: 'master', parentPath: ['Root'], regions: [] };
  const accounts: FilledAccount[] = [];
  for (const account of [own, member]) {
    const credentials = account === own ? keys : await assume(endpoint, account.accountId);
    const regions: FilledRegion[] = [];
    for (const [at, regionId] of regionIds.entries())
      regions.push(await fillPlace(endpoint, credentials, { accountId: account.accountId, regionId, at }));
    const shared = (regions[0]?.fleet ?? []).filter(({ type }) => regionless.has(type));
    const [first, ...others] = regions;
    const answered = others.map((region) => ({ ...region, fleet: [...region.fleet, ...shared] }));
    accounts.push({ ...account, regions: first ? [first, ...answered] : [] });
  }
  const [, { accountId, regions } = own] = accounts;
  const [region] = regions;
  const [instance] = region?.instances ?? [];
  if (!region || !instance) throw new Error('nothing was created');
  const credentials = await assume(endpoint, accountId);
  const metrics = { accountId, regionId: region.regionId, instanceId: instance.id, start: metricsStart };
  return { accounts, metrics: await putMetrics(endpoint, credentials, metrics, metricsHours) };
}

async function createMember(endpoint: string): Promise<FilledAccount> {
  const client = new OrganizationsClient({ endpoint, region: 'us-east-1', credentials: keys });
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const { OrganizationalUnit: unit } = await client.send(
    new CreateOrganizationalUnitCommand({ ParentId: root?.Id, Name: 'Workloads' }),
  );
  const created = await client.send(new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }));
  const accountId = created.CreateAccountStatus?.AccountId;
  if (accountId === undefined) throw new Error('moto created no account');
  await client.send(
    new MoveAccountCommand({ AccountId: accountId, SourceParentId: root?.Id, DestinationParentId: unit?.Id }),
  );
  client.destroy();
  return { accountId, name: 'member', parentPath: ['Root', 'Workloads'], regions: [] };
}

async function assume(endpoint: string, accountId: string): Promise<Credentials> {
  const client = new STSClient({ endpoint, region: 'us-east-1', credentials: keys });
  const RoleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
  const { Credentials: found } = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'fill' }));
  client.destroy();
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error(`moto gave no credentials for ${accountId}`);
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function fillPlace(
  endpoint: string,
  credentials: Credentials,
  place: { readonly accountId: string; readonly regionId: string; readonly at: number },
): Promise<FilledRegion> {
  const region = await fillRegion(endpoint, credentials, place.regionId, place.at);
  const client = { endpoint, region: place.regionId, credentials };
  return { ...region, fleet: await fillFleet({ ...place, client }, region) };
}

/** About 35 resources; `at` makes the regions differ. */
async function fillRegion(
  endpoint: string,
  credentials: Credentials,
  regionId: string,
  at: number,
): Promise<FilledRegion> {
  const ec2 = new EC2Client({ endpoint, region: regionId, credentials });
  const zone = `${regionId}a`;
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  if (image?.ImageId === undefined) throw new Error(`moto has no image in ${regionId}`);
  const instances: FilledRegion['instances'][number][] = [];
  for (const [size, stopped] of [
    ['t3.micro', false],
    ['m5.large', false],
    ['m5.large', true],
    ['c5.xlarge', false],
    ['t3.small', true],
    ['r5.large', false],
    ['t3.medium', false],
  ] as const) {
    const name = `${regionId}-${instances.length}`;
    const id = await run(ec2, image.ImageId, size, name);
    if (stopped) await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    instances.push({ id, size, powerState: stopped ? 'stopped' : 'running', name });
  }
  // One that is gone must not be found.
  const gone = await run(ec2, image.ImageId, 't3.micro', 'gone');
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
  const volumes: FilledRegion['volumes'][number][] = [];
  for (const [tier, sizeGiB, attach] of [
    ['gp2', 20, false],
    ['gp3', 50, true],
    ['gp3', 100 + at, false],
    ['gp2', 8, true],
    ['st1', 500, false],
  ] as const) {
    const { VolumeId: id = '' } = await ec2.send(
      new CreateVolumeCommand({ AvailabilityZone: zone, Size: sizeGiB, VolumeType: tier }),
    );
    const [holder] = instances;
    if (attach && holder)
      await ec2.send(
        new AttachVolumeCommand({ VolumeId: id, InstanceId: holder.id, Device: `/dev/sd${'fghij'[volumes.length]}` }),
      );
    volumes.push({ id, tier, sizeGiB, attachedTo: attach && holder ? [holder.id] : [] });
  }
  const rootVolumes = await rootVolumesOf(
    ec2,
    volumes.map(({ id }) => id),
  );
  if (rootVolumes.length !== instances.length) throw new Error(`${rootVolumes.length} root volumes in ${regionId}`);
  const snapshots: FilledRegion['snapshots'][number][] = [];
  for (const { id: volumeId, sizeGiB } of [...volumes, ...volumes.slice(0, at)]) {
    const { SnapshotId: id = '' } = await ec2.send(
      new CreateSnapshotCommand({ VolumeId: volumeId, Description: 'kept' }),
    );
    snapshots.push({ id, volumeId, sizeGiB });
  }
  const addresses: FilledRegion['addresses'][number][] = [];
  for (const holder of [instances[0], undefined, instances[1], undefined]) {
    const { AllocationId: id = '', PublicIp: address = '' } = await ec2.send(
      new AllocateAddressCommand({ Domain: 'vpc' }),
    );
    if (holder) await ec2.send(new AssociateAddressCommand({ AllocationId: id, InstanceId: holder.id }));
    addresses.push({ id, address, attachedTo: holder ? [holder.id] : [] });
  }
  ec2.destroy();
  return { regionId, instances, volumes: [...rootVolumes, ...volumes], snapshots, addresses, fleet: [] };
}

async function run(ec2: EC2Client, ImageId: string, size: _InstanceType, name: string): Promise<string> {
  const Tags: Tag[] = [{ Key: 'Name', Value: name }];
  const { Instances: [instance] = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId,
      InstanceType: size,
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
  if (instance?.InstanceId === undefined) throw new Error('moto started no instance');
  return instance.InstanceId;
}

/** Volumes that came with the instances: attached, and not among those that were made. */
async function rootVolumesOf(ec2: EC2Client, made: readonly string[]): Promise<FilledRegion['volumes']> {
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  return Volumes.filter(({ VolumeId = '' }) => !made.includes(VolumeId)).map(
    ({ VolumeId: id = '', VolumeType: tier = '', Size: sizeGiB = 0, Attachments = [] }) => ({
      id,
      tier,
      sizeGiB,
      attachedTo: Attachments.flatMap(({ InstanceId }) => InstanceId ?? []),
    }),
  );
}

async function putMetrics(
  endpoint: string,
  credentials: Credentials,
  of: Pick<FilledMetrics, 'accountId' | 'regionId' | 'instanceId' | 'start'>,
  hours: number,
): Promise<FilledMetrics> {
  const client = new CloudWatchClient({ endpoint, region: of.regionId, credentials, disableRequestCompression: true });
  const cpuPercent = Array.from({ length: hours }, (_, hour) => 5 + (hour % 24) * 2 + (hour === hours - 1 ? 40 : 0));
  const filled = { ...of, cpuPercent, networkInPerHour: 1_000_000, networkOutPerHour: 250_000 };
  const Dimensions = [{ Name: 'InstanceId', Value: of.instanceId }];
  for (const [hour, percent] of cpuPercent.entries()) {
    const Timestamp = new Date(of.start.getTime() + hour * 3_600_000);
    const MetricData = [
      { MetricName: 'CPUUtilization', Value: percent, Unit: 'Percent' as const },
      { MetricName: 'NetworkIn', Value: filled.networkInPerHour, Unit: 'Bytes' as const },
      { MetricName: 'NetworkOut', Value: filled.networkOutPerHour, Unit: 'Bytes' as const },
    ].map((datum) => ({ ...datum, Timestamp, Dimensions }));
    await client.send(new PutMetricDataCommand({ Namespace: 'AWS/EC2', MetricData }));
  }
  client.destroy();
  return filled;
}
