import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeRegionsCommand,
  DescribeSnapshotsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeInstanceTypes,
  paginateDescribeSnapshots,
  paginateDescribeTags,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { busiestPlace, clientOptions, collect, errorOf, keysFor, now, rawPost } from './support.ts';

let sandbox: RunningSandbox;
let client: EC2Client;
let here: (resource: { readonly accountId: string; readonly region: string }) => boolean;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 7, resources: 600, regions: ['us-east-1', 'eu-west-1'], now });
  const place = busiestPlace(sandbox);
  client = new EC2Client(clientOptions(sandbox, await keysFor(sandbox, place.accountId), place.region));
  here = ({ accountId, region }) => accountId === place.accountId && region === place.region;
});
afterAll(() => sandbox.close());

const idsOf = <R>(resources: Map<string, R>, wanted: (resource: R) => boolean) =>
  [...resources]
    .filter(([, resource]) => wanted(resource))
    .map(([id]) => id)
    .sort();

/** The estate's own, and those of NAT gateways and lone interfaces. */
const addresses = () => new Map([...sandbox.estate.addresses, ...familyState(sandbox.estate, networkFamily).addresses]);

describe('listings', () => {
  it('pages through all instances of the account and region, and no others', async () => {
    const pages = await collect(paginateDescribeInstances({ client, pageSize: 10 }, {}), (page) =>
      page.Reservations?.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId)),
    );
    expect(pages.slice(0, -1).every((page) => page.length === 10)).toBe(true);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flat().sort()).toEqual(idsOf(sandbox.estate.instances, here));
  });

  it('pages through all volumes with what the estate knows of them', async () => {
    const pages = await collect(paginateDescribeVolumes({ client, pageSize: 25 }, {}), ({ Volumes }) => Volumes);
    expect(
      pages
        .flat()
        .map(({ VolumeId = '' }) => VolumeId)
        .sort(),
    ).toEqual(idsOf(sandbox.estate.volumes, here));
    for (const { VolumeId = '', Size, VolumeType, State, CreateTime, Attachments = [], Tags = [] } of pages.flat()) {
      const volume = sandbox.estate.volumes.get(VolumeId);
      expect({ Size, VolumeType, State, created: CreateTime?.getTime() }).toEqual({
        Size: volume?.sizeGiB,
        VolumeType: volume?.type,
        State: volume?.state,
        created: volume?.createdAt,
      });
      expect(Attachments.map(({ InstanceId }) => InstanceId)).toEqual(
        volume?.attachments.map(({ instanceId }) => instanceId),
      );
      expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual(volume?.tags);
    }
  });

  it('pages through all snapshots, shows none of other owners, and gives every address at once', async () => {
    const pages = await collect(
      paginateDescribeSnapshots({ client, pageSize: 5 }, { OwnerIds: ['self'] }),
      ({ Snapshots }) => Snapshots,
    );
    expect(
      pages
        .flat()
        .map(({ SnapshotId = '' }) => SnapshotId)
        .sort(),
    ).toEqual(idsOf(sandbox.estate.snapshots, here));
    const { Snapshots } = await client.send(new DescribeSnapshotsCommand({ OwnerIds: ['amazon'] }));
    expect(Snapshots).toEqual([]);
    const { Addresses = [] } = await client.send(new DescribeAddressesCommand({}));
    expect(Addresses.map(({ AllocationId = '' }) => AllocationId).sort()).toEqual(idsOf(addresses(), here));
  });

  it('pages through every tag once, also where a page ends within a resource', async () => {
    const pages = await collect(paginateDescribeTags({ client, pageSize: 7 }, {}), ({ Tags }) => Tags);
    const told = pages.flat().map(({ ResourceId, Key, Value }) => `${ResourceId} ${Key}=${Value}`);
    const { instances, volumes, snapshots, addresses: elastic } = sandbox.estate;
    const expected = [instances, volumes, snapshots, elastic].flatMap((resources) =>
      [...(resources as ReadonlyMap<string, { accountId: string; region: string; tags: Record<string, string> }>)]
        .filter(([, resource]) => here(resource))
        .flatMap(([id, { tags }]) => Object.entries(tags).map(([key, value]) => `${id} ${key}=${value}`)),
    );
    expect(told.toSorted()).toEqual(expected.sort());
  });

  it('gives a volume page of 500 at most, and everything when no number is asked for', async () => {
    const capped = await client.send(new DescribeVolumesCommand({ MaxResults: 1000 }));
    const all = await client.send(new DescribeVolumesCommand({}));
    expect(capped.Volumes).toEqual(all.Volumes);
    expect(all.NextToken).toBeUndefined();
  });

  it('goes through asked ids page by page, in one order', async () => {
    const VolumeIds = idsOf(sandbox.estate.volumes, here).slice(0, 12).toReversed();
    const pages = await collect(
      paginateDescribeVolumes({ client, pageSize: 5 }, { VolumeIds }),
      ({ Volumes }) => Volumes,
    );
    expect(pages.map((page) => page.length)).toEqual([5, 5, 2]);
    expect(
      pages
        .flat()
        .map(({ VolumeId = '' }) => VolumeId)
        .sort(),
    ).toEqual(VolumeIds.toSorted());
  });
});

describe('filters', () => {
  it('matches states, tags and wildcards; all filters, any value', async () => {
    const names = [...sandbox.estate.instances.values()].filter(here).map(({ tags }) => tags.Name ?? '');
    const prefix = names.find((name) => name.length > 4)?.slice(0, 4) ?? '';
    const { Reservations = [] } = await client.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'instance-state-name', Values: ['running', 'pending'] },
          { Name: 'tag:Name', Values: [`${prefix}*`] },
        ],
      }),
    );
    const expected = idsOf(
      sandbox.estate.instances,
      (instance) => here(instance) && instance.state === 'running' && (instance.tags.Name ?? '').startsWith(prefix),
    );
    expect(Reservations.map(({ Instances = [] }) => Instances[0]?.InstanceId)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('fills each page with what matches', async () => {
    const Filters = [{ Name: 'status', Values: ['available'] }];
    const pages = await collect(
      paginateDescribeVolumes({ client, pageSize: 5 }, { Filters }),
      ({ Volumes }) => Volumes,
    );
    expect(pages.flat().map(({ VolumeId }) => VolumeId)).toEqual(
      idsOf(sandbox.estate.volumes, (volume) => here(volume) && volume.state === 'available'),
    );
    expect(pages.slice(0, -1).every((page) => page.length === 5)).toBe(true);
  });

  it('finds the addresses that are associated with nothing by what they lack', async () => {
    const { Addresses = [] } = await client.send(
      new DescribeAddressesCommand({ Filters: [{ Name: 'association-id', Values: ['*'] }] }),
    );
    expect(Addresses.map(({ AllocationId = '' }) => AllocationId).sort()).toEqual(
      idsOf(addresses(), (address) => here(address) && address.associationId !== undefined),
    );
  });
});

describe('instances', () => {
  it('carry their volumes, their address and their state', async () => {
    const { Reservations = [] } = await client.send(new DescribeInstancesCommand({}));
    for (const { Instances: [told] = [] } of Reservations) {
      const instance = sandbox.estate.instances.get(told?.InstanceId ?? '');
      const attached = idsOf(sandbox.estate.volumes, ({ attachments }) =>
        attachments.some(({ instanceId }) => instanceId === instance?.id),
      );
      expect(told?.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.VolumeId).sort()).toEqual(attached);
      expect(told?.State?.Name).toBe(instance?.state);
      expect(told?.StateTransitionReason ?? '').toBe(instance?.stateTransitionReason);
      expect(told?.LaunchTime?.getTime()).toBe(instance?.launchedAt);
      const address = [...sandbox.estate.addresses.values()].find(({ instanceId }) => instanceId === instance?.id);
      expect(told?.PublicIpAddress).toBe(address?.publicIp ?? instance?.publicIp);
    }
  });

  it('come from images that can be described', async () => {
    const ImageIds = [...new Set([...sandbox.estate.instances.values()].filter(here).map(({ imageId }) => imageId))];
    const { Images = [] } = await client.send(new DescribeImagesCommand({ ImageIds }));
    expect(Images.map(({ ImageId = '' }) => ImageId).sort()).toEqual(ImageIds.sort());
  });
});

describe('what a region offers', () => {
  it('tells the enabled regions, and with AllRegions one that nobody opted in to', async () => {
    const enabled = await client.send(new DescribeRegionsCommand({}));
    expect(enabled.Regions?.map(({ RegionName }) => RegionName)).toEqual(['us-east-1', 'eu-west-1']);
    const all = await client.send(new DescribeRegionsCommand({ AllRegions: true }));
    expect(all.Regions?.filter(({ OptInStatus }) => OptInStatus === 'not-opted-in')).toHaveLength(1);
  });

  it('has three zones and every known instance type, 100 a page', async () => {
    const { AvailabilityZones = [] } = await client.send(new DescribeAvailabilityZonesCommand({}));
    expect(AvailabilityZones).toHaveLength(3);
    const pages = await collect(paginateDescribeInstanceTypes({ client }, {}), ({ InstanceTypes }) => InstanceTypes);
    expect(pages[0]).toHaveLength(100);
    const m5 = pages.flat().find(({ InstanceType }) => InstanceType === 'm5.large');
    expect([m5?.VCpuInfo?.DefaultVCpus, m5?.MemoryInfo?.SizeInMiB, m5?.ProcessorInfo?.SupportedArchitectures]).toEqual([
      2,
      8192,
      ['x86_64'],
    ]);
    const arm = await client.send(
      new DescribeInstanceTypesCommand({
        InstanceTypes: ['m6g.large', 'm5.large'],
        Filters: [{ Name: 'processor-info.supported-architecture', Values: ['arm64'] }],
      }),
    );
    expect(arm.InstanceTypes?.map(({ InstanceType }) => InstanceType)).toEqual(['m6g.large']);
    const offered = await client.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: ['m5.large'] }],
      }),
    );
    expect(offered.InstanceTypeOfferings).toHaveLength(3);
  });
});

describe('refusals', () => {
  it.each([
    [
      'an unknown id',
      () => new DescribeVolumesCommand({ VolumeIds: ['vol-00000000000000000'] }),
      'InvalidVolume.NotFound',
      400,
    ],
    [
      'a malformed id',
      () => new DescribeInstancesCommand({ InstanceIds: ['i-nothex'] }),
      'InvalidInstanceID.Malformed',
      400,
    ],
    [
      'an unknown filter',
      () => new DescribeVolumesCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] }),
      'InvalidParameterValue',
      400,
    ],
    ['a page that is too small', () => new DescribeInstancesCommand({ MaxResults: 4 }), 'InvalidParameterValue', 400],
    [
      'a page that is too large',
      () => new DescribeInstancesCommand({ MaxResults: 1001 }),
      'InvalidParameterValue',
      400,
    ],
    [
      'ids together with a page',
      () => new DescribeInstancesCommand({ MaxResults: 5, InstanceIds: ['i-00000000000000000'] }),
      'InvalidParameterCombination',
      400,
    ],
    ['a token that is none', () => new DescribeTagsCommand({ NextToken: 'bm9uZQ' }), 'InvalidParameterValue', 400],
    ['a dry run', () => new DescribeAddressesCommand({ DryRun: true }), 'DryRunOperation', 412],
  ])('of %s', async (_, command, name, status) => {
    expect(await errorOf(client.send(command()))).toEqual({ name, status });
  });

  it('of a token that another listing gave', async () => {
    const { NextToken } = await client.send(new DescribeVolumesCommand({ MaxResults: 5 }));
    expect(NextToken).toBeDefined();
    expect((await errorOf(client.send(new DescribeSnapshotsCommand({ NextToken })))).name).toBe(
      'InvalidParameterValue',
    );
  });

  it('of an operation that is not served, in the words of EC2', async () => {
    const answer = await rawPost(sandbox, {
      service: 'ec2',
      body: 'Action=DescribeClientVpnEndpoints&Version=2016-11-15',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
  });
});
