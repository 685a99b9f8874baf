/**
 * Writes `src/sandbox/data/aws-instance-types.json`, what DescribeInstanceTypes tells of the types that the sandbox has
 * prices of: `node scripts/make-sandbox-instance-types.ts <instance_types.json> [out.json]`. The input is the file of
 * that name of moto (PyPI, `moto/ec2/resources/instance_types.json.gz`, unpacked), which its authors read from the API.
 *
 * One type is one line of text: that keeps the file small and quick to parse. `instance-type-facts.ts` reads it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import prices from '../src/sandbox/data/aws-prices.json' with { type: 'json' };

interface Device {
  readonly Count?: number;
  readonly Name?: string;
  readonly Manufacturer?: string;
  readonly MemoryInfo?: { readonly SizeInMiB?: number };
}

interface InputType {
  readonly CurrentGeneration: boolean;
  readonly Hypervisor?: string;
  readonly BareMetal: boolean;
  readonly BurstablePerformanceSupported: boolean;
  readonly FreeTierEligible: boolean;
  readonly HibernationSupported: boolean;
  readonly AutoRecoverySupported: boolean;
  readonly DedicatedHostsSupported: boolean;
  readonly SupportedUsageClasses: readonly string[];
  readonly SupportedRootDeviceTypes: readonly string[];
  readonly SupportedVirtualizationTypes: readonly string[];
  readonly SupportedBootModes?: readonly string[];
  readonly ProcessorInfo: {
    readonly Manufacturer?: string;
    readonly SupportedArchitectures: readonly string[];
    readonly SustainedClockSpeedInGhz?: number;
  };
  readonly VCpuInfo: {
    readonly DefaultVCpus: number;
    readonly DefaultCores?: number;
    readonly DefaultThreadsPerCore?: number;
  };
  readonly MemoryInfo: { readonly SizeInMiB: number };
  readonly InstanceStorageInfo?: {
    readonly Disks?: readonly { readonly Count: number; readonly SizeInGB: number; readonly Type: string }[];
  };
  readonly EbsInfo: {
    readonly AttachmentLimitType?: string;
    readonly MaximumEbsAttachments?: number;
    readonly NvmeSupport?: string;
    readonly EbsOptimizedSupport?: string;
    readonly EbsOptimizedInfo?: Readonly<Record<string, number>>;
  };
  readonly NetworkInfo: {
    readonly EnaSupport?: string;
    readonly Ipv4AddressesPerInterface?: number;
    readonly MaximumNetworkInterfaces?: number;
    readonly NetworkPerformance?: string;
    readonly NetworkCards?: readonly Readonly<Record<string, number | string>>[];
  };
  readonly GpuInfo?: { readonly Gpus?: readonly Device[] };
  readonly FpgaInfo?: { readonly Fpgas?: readonly Device[] };
  readonly InferenceAcceleratorInfo?: { readonly Accelerators?: readonly Device[] };
  readonly NeuronInfo?: { readonly NeuronDevices?: readonly Device[] };
  readonly MediaAcceleratorInfo?: { readonly Accelerators?: readonly Device[] };
}

const columns = [
  'type',
  'flags: current generation, Metal, Burstable, Free tier, Hibernation, Recovery, Hosts, Spot',
  'hypervisor',
  'maker',
  'architectures',
  'GHz',
  'vCPUs',
  'cores',
  'threads',
  'memory MiB',
  'devices: kind*count*maker*name*memory MiB',
  'local disks: count*GB*type',
  'EBS: Mbps/IOPS/MBps baseline, the same at most',
  'EBS optimized, NVMe, attachments, their limit',
  'ENA, interfaces, IPv4 of each, performance',
  'cards: Gbps baseline/peak/interfaces/performance',
  'boot modes',
  'root devices',
  'virtualization',
];

const ebsFields = [
  'BaselineBandwidthInMbps',
  'BaselineIops',
  'BaselineThroughputInMBps',
  'MaximumBandwidthInMbps',
  'MaximumIops',
  'MaximumThroughputInMBps',
];

function devices(type: InputType): string {
  const kinds: readonly (readonly [string, readonly Device[] | undefined])[] = [
    ['gpu', type.GpuInfo?.Gpus],
    ['fpga', type.FpgaInfo?.Fpgas],
    ['inference', type.InferenceAcceleratorInfo?.Accelerators],
    ['neuron', type.NeuronInfo?.NeuronDevices],
    ['media', type.MediaAcceleratorInfo?.Accelerators],
  ];
  return kinds
    .flatMap(([kind, list]) =>
      (list ?? []).map(({ Count = 1, Manufacturer = '', Name = '', MemoryInfo }) =>
        [kind, Count, Manufacturer, Name, MemoryInfo?.SizeInMiB ?? ''].join('*'),
      ),
    )
    .join(';');
}

function flags(type: InputType): string {
  return [
    type.CurrentGeneration ? 'c' : '',
    type.BareMetal ? 'M' : '',
    type.BurstablePerformanceSupported ? 'B' : '',
    type.FreeTierEligible ? 'F' : '',
    type.HibernationSupported ? 'H' : '',
    type.AutoRecoverySupported ? 'R' : '',
    type.DedicatedHostsSupported ? 'D' : '',
    type.SupportedUsageClasses.includes('spot') ? 'S' : '',
  ].join('');
}

function row(name: string, type: InputType): string {
  const { ProcessorInfo, VCpuInfo, MemoryInfo, InstanceStorageInfo, EbsInfo, NetworkInfo } = type;
  const disks = InstanceStorageInfo?.Disks ?? [];
  const cards = NetworkInfo.NetworkCards ?? [];
  const ebs = EbsInfo.EbsOptimizedInfo;
  const cells = [
    name,
    flags(type),
    type.Hypervisor ?? '',
    ProcessorInfo.Manufacturer ?? '',
    ProcessorInfo.SupportedArchitectures.join(','),
    ProcessorInfo.SustainedClockSpeedInGhz ?? '',
    VCpuInfo.DefaultVCpus,
    VCpuInfo.DefaultCores ?? '',
    VCpuInfo.DefaultThreadsPerCore ?? '',
    MemoryInfo.SizeInMiB,
    devices(type),
    disks.map(({ Count, SizeInGB, Type }) => `${Count}*${SizeInGB}*${Type}`).join(';'),
    ebs === undefined ? '' : ebsFields.map((field) => ebs[field] ?? '').join('/'),
    [EbsInfo.EbsOptimizedSupport, EbsInfo.NvmeSupport, EbsInfo.MaximumEbsAttachments, EbsInfo.AttachmentLimitType].join(
      '/',
    ),
    [
      NetworkInfo.EnaSupport,
      NetworkInfo.MaximumNetworkInterfaces,
      NetworkInfo.Ipv4AddressesPerInterface,
      NetworkInfo.NetworkPerformance,
    ].join('/'),
    cards
      .map((card) =>
        [
          card['BaselineBandwidthInGbps'] ?? '',
          card['PeakBandwidthInGbps'] ?? '',
          card['MaximumNetworkInterfaces'] ?? '',
          card['NetworkPerformance'] ?? '',
        ].join('/'),
      )
      .join(';'),
    (type.SupportedBootModes ?? []).join(','),
    type.SupportedRootDeviceTypes.join(','),
    type.SupportedVirtualizationTypes.join(','),
  ];
  if (cells.length !== columns.length || cells.some((cell) => String(cell).includes('|'))) {
    throw new Error(`${name} does not fit the columns`);
  }
  return cells.join('|');
}

const [from, to = 'src/sandbox/data/aws-instance-types.json'] = process.argv.slice(2);
if (from === undefined) {
  process.stderr.write('usage: node scripts/make-sandbox-instance-types.ts <instance_types.json> [out.json]\n');
  process.exitCode = 2;
} else {
  const input = JSON.parse(readFileSync(from, 'utf8')) as Readonly<Record<string, InputType>>;
  const rows = prices.instanceTypes.rows
    .map((priced) => priced.slice(0, priced.indexOf('|')))
    .flatMap((name) => (input[name] === undefined ? [] : [row(name, input[name])]));
  const output = {
    source: {
      what: 'DescribeInstanceTypes',
      repo: 'github.com/getmoto/moto',
      path: 'moto/ec2/resources/instance_types.json.gz',
      version: '5.2.1',
      licence: 'Apache-2.0',
      made: 'read by that project from the EC2 API',
    },
    columns: columns.join('|'),
    rows,
  };
  writeFileSync(to, `${JSON.stringify(output, null, 1)}\n`);
  process.stdout.write(`${to}: ${rows.length} instance types\n`);
}
