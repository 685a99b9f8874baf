import { known } from '../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Price, Size } from '../../src/domain/prices.ts';
import type {
  CapacityReservation,
  DedicatedHost,
  Instance,
  InstanceGroup,
  MachineBuild,
} from '../../src/domain/resources.ts';
import { daysAgo, digest, SCOPE } from './resource-builders.ts';

/** Columns: vCPUs, memory GiB, USD per hour with Linux, baseline IOPS, MB/s and Gbps, most volumes and interfaces. */
type Row = readonly [name: string, number, number, string, number, number, number, number, number];

/**
 * Some sizes of us-east-1. Facts: EC2, DescribeInstanceTypes; prices: AWS price list of 2026-07-20 (the same that
 * stand in the sandbox's data, with their sources).
 */
const ROWS: readonly Row[] = [
  ['m4.xlarge', 4, 16, '0.2', 6000, 93.75, 0.75, 38, 4],
  ['m5.large', 2, 8, '0.096', 3600, 81.25, 0.75, 27, 3],
  ['m5.xlarge', 4, 16, '0.192', 6000, 143.75, 1.25, 27, 4],
  ['m5.2xlarge', 8, 32, '0.384', 12000, 287.5, 2.5, 27, 4],
  ['m5d.xlarge', 4, 16, '0.226', 6000, 143.75, 1.25, 26, 4],
  ['m6a.xlarge', 4, 16, '0.1728', 12000, 312.5, 1.562, 27, 4],
  ['m6i.large', 2, 8, '0.096', 3600, 81.25, 0.781, 27, 3],
  ['m6i.xlarge', 4, 16, '0.192', 6000, 156.25, 1.562, 27, 4],
  ['m6g.large', 2, 8, '0.077', 3600, 78.75, 0.75, 27, 3],
  ['m6g.xlarge', 4, 16, '0.154', 6000, 148.5, 1.25, 27, 4],
  ['c5.xlarge', 4, 8, '0.17', 6000, 143.75, 1.25, 27, 4],
  ['c5.2xlarge', 8, 16, '0.34', 10000, 287.5, 2.5, 27, 4],
  ['r5.large', 2, 16, '0.126', 3600, 81.25, 0.75, 27, 3],
  ['r5.xlarge', 4, 32, '0.252', 6000, 143.75, 1.25, 27, 4],
  ['t3.large', 2, 8, '0.0832', 4000, 86.875, 0.512, 27, 3],
  ['t3.xlarge', 4, 16, '0.1664', 4000, 86.875, 1.024, 27, 4],
  ['g4dn.xlarge', 4, 16, '0.526', 3000, 118.75, 5, 25, 3],
];

const MAKERS: Readonly<Record<string, string>> = { m6a: 'AMD', m6g: 'AWS' };
const BASELINES: Readonly<Record<string, number>> = { 't3.large': 30, 't3.xlarge': 40 };

function sizeOf([name, vcpus, memoryGiB, , iops, mbps, gbps, volumes, interfaces]: Row): Size {
  const [family = ''] = name.split('.');
  const [, letters = '', number = '', options = ''] = /^([a-z]+)(\d)([a-z]*)$/.exec(family) ?? [];
  const capabilities = options.replace(/[iag]/g, '');
  const baseline = BASELINES[name];
  return {
    provider: 'aws',
    regionId: 'us-east-1',
    name,
    vcpus,
    memoryMiB: memoryGiB * 1024,
    architectures: [family === 'm6g' ? 'arm64' : 'x86_64'],
    family,
    series: capabilities === '' ? letters : `${letters}+${capabilities}`,
    generation: Number(number) + (letters === 't' ? 2 : 0),
    processorMaker: MAKERS[family] ?? 'Intel',
    currentGeneration: family !== 'm4',
    hypervisor: family === 'm4' ? 'xen' : 'nitro',
    bareMetal: false,
    needsEnhancedNetworking: family !== 'm4',
    burstable: letters === 't',
    ...(baseline !== undefined && { baselinePercentPerVcpu: baseline }),
    gpus: family === 'g4dn' ? 1 : 0,
    otherAccelerators: 0,
    localStorageGiB: family === 'm5d' || family === 'g4dn' ? 140 : 0,
    networkBandwidthGbps: gbps,
    ebsBaselineIops: iops,
    ebsBaselineThroughputMBps: mbps,
    maxVolumes: volumes,
    volumesShareInterfaces: true,
    maxNetworkInterfaces: interfaces,
  };
}

/** All of the table, or what is left of it. */
export const machineSizes = (without: readonly string[] = []): ReadonlyMap<string, Size> =>
  new Map(ROWS.filter(([name]) => !without.includes(name)).map((row) => [row[0], sizeOf(row)]));

export function machineSize(name: string, change: Partial<Size> = {}): Size {
  const size = machineSizes().get(name);
  if (size === undefined) throw new RangeError(`no size ${name} in the table`);
  return { ...size, ...change };
}

/** Per hour: of the table's sizes with Linux, and what `more` adds by item. */
export function machinePrices(more: Readonly<Record<string, string>> = {}): Map<string, Price> {
  const linux = ROWS.map(([name, , , amount]): [string, string] => [`instance/${name}/linux`, amount]);
  return new Map(
    [...linux, ...Object.entries(more)].map(([item, amount]) => [
      item,
      {
        provider: 'aws',
        regionId: SCOPE.regionId,
        item,
        skuId: item.toUpperCase(),
        listPrice: { amount, currency: 'USD', unit: 'hour' },
        source: 'AWS Price List API',
        asOf: daysAgo(10),
      },
    ]),
  );
}

/** One interface, one volume, the usual drivers, a root volume. */
export const build = (change: Partial<MachineBuild> = {}): MachineBuild => ({
  networkInterfaces: known(1),
  volumes: known(1),
  localRoot: known(false),
  vcpus: known(4),
  enhancedNetworking: known(true),
  ...change,
});

/** A profile that has `value` in the hours of the week that `isOn` names, and `off` in the others. */
export const weekOf = (isOn: (day: number, hour: number) => boolean, value: number, off: number): readonly number[] =>
  Array.from({ length: 168 }, (_, hour) => (isOn(Math.floor(hour / 24), hour % 24) ? value : off));

export const officeHours = (day: number, hour: number): boolean => day < 5 && hour >= 8 && hour < 18;
export const always = (): boolean => true;

/** Of four weeks by the hour, with all samples. */
export const fourWeeks = (
  metric: MetricName,
  hourOfWeek: readonly (number | null)[],
  change: Partial<MetricDigest> = {},
): MetricDigest => {
  const values = hourOfWeek.filter((value) => value !== null);
  const max = Math.max(...values);
  return digest(metric, max, {
    window: { start: daysAgo(28), end: daysAgo(0) },
    sampleCount: 672,
    expectedCount: 672,
    hourOfWeek,
    ...change,
  });
};

/** Three m5.large of a group of three, 90 days old, on demand, with no rule that scales it. */
export const instanceGroup = (change: Partial<InstanceGroup> = {}): InstanceGroup => ({
  kind: 'instance-group',
  type: 'aws:autoscaling:group',
  resourceId: 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:1:autoScalingGroupName/web',
  scope: SCOPE,
  name: 'web',
  state: 'active',
  createdAt: known(daysAgo(90)),
  tags: known({}),
  minSize: 4,
  desiredSize: 4,
  maxSize: 4,
  members: ['i-1', 'i-2', 'i-3', 'i-4'].map((instanceId) => ({ instanceId, sizeName: 'm5.large' })),
  zoneIds: ['us-east-1a', 'us-east-1b'],
  mixesSpot: false,
  scalingRules: known({ policies: 0, schedules: 0 }),
  keepsMembers: false,
  servesTraffic: true,
  spotHourly: known({ 'm5.large/linux': { amount: '0.0384', currency: 'USD' } }),
  ...change,
});

/** Four places of m5.xlarge with Linux, 90 days old, all free. */
export const capacityReservation = (change: Partial<CapacityReservation> = {}): CapacityReservation => ({
  kind: 'capacity-reservation',
  type: 'aws:ec2:capacity-reservation',
  resourceId: 'cr-1',
  billingIds: ['arn:aws:ec2:us-east-1:111122223333:capacity-reservation/cr-1'],
  scope: SCOPE,
  state: 'active',
  createdAt: known(daysAgo(90)),
  tags: known({}),
  sizeName: 'm5.xlarge',
  operatingSystem: known('linux'),
  software: known('none'),
  tenancy: 'shared',
  totalCount: 4,
  availableCount: 4,
  ends: 'until-cancelled',
  ...change,
});

/** An m5 host of 96 vCPUs without instances, 90 days old. */
export const dedicatedHost = (change: Partial<DedicatedHost> = {}): DedicatedHost => ({
  kind: 'dedicated-host',
  type: 'aws:ec2:dedicated-host',
  resourceId: 'h-1',
  scope: SCOPE,
  state: 'available',
  createdAt: known(daysAgo(90)),
  tags: known({}),
  family: 'm5',
  totalVcpus: known(96),
  availableVcpus: known(96),
  attachedTo: known([]),
  reserved: false,
  ...change,
});

/** Members of a group as they stand in the store. */
export const membersOf = (group: InstanceGroup, member: (id: string) => Instance) =>
  new Map(group.members.map(({ instanceId }) => [instanceId, member(instanceId)]));
