import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';
import type { Size } from '../../domain/prices.ts';
import { readRows } from '../shared/read-rows.ts';
import type { AwsClient } from './client.ts';
import { cpuBaseline } from './cpu-baselines.ts';
import { nameFacts } from './size-names.ts';

export const sizePermissions = ['ec2:DescribeInstanceTypes'] as const;

const Accelerators = z
  .object({ Accelerators: z.array(z.object({ Count: z.int().optional() })).default([]) })
  .optional();

const TypeInfo = z.object({
  InstanceType: z.string().min(1),
  CurrentGeneration: z.boolean(),
  BurstablePerformanceSupported: z.boolean(),
  BareMetal: z.boolean().optional(),
  Hypervisor: z.string().optional(),
  ProcessorInfo: z.object({
    SupportedArchitectures: z.array(z.string()).min(1),
    Manufacturer: z.string().optional(),
  }),
  VCpuInfo: z.object({ DefaultVCpus: z.int().positive() }),
  MemoryInfo: z.object({ SizeInMiB: z.int().positive() }),
  // The API leaves these out for types that have none.
  GpuInfo: z.object({ Gpus: z.array(z.object({ Count: z.int().optional() })).default([]) }).optional(),
  InferenceAcceleratorInfo: Accelerators,
  NeuronInfo: z.object({ NeuronDevices: z.array(z.object({ Count: z.int().optional() })).default([]) }).optional(),
  FpgaInfo: z.object({ Fpgas: z.array(z.object({ Count: z.int().optional() })).default([]) }).optional(),
  MediaAcceleratorInfo: Accelerators,
  InstanceStorageInfo: z.object({ TotalSizeInGB: z.int().optional() }).optional(),
  // And these where it does not say.
  NetworkInfo: z
    .object({
      NetworkCards: z.array(z.object({ BaselineBandwidthInGbps: z.number().optional() })).default([]),
      MaximumNetworkInterfaces: z.int().optional(),
      EnaSupport: z.string().optional(),
    })
    .optional(),
  EbsInfo: z
    .object({
      MaximumEbsAttachments: z.int().optional(),
      // `shared`: network interfaces and local disks take of the same places.
      AttachmentLimitType: z.string().optional(),
      EbsOptimizedInfo: z
        .object({ BaselineIops: z.int().optional(), BaselineThroughputInMBps: z.number().optional() })
        .optional(),
    })
    .optional(),
});

const Page = z.object({ InstanceTypes: z.array(TypeInfo) });

const operation = 'ec2:DescribeInstanceTypes';

/** A page of the whole list: the API's most. */
const pageSize = 100;

/** What a request may name at most (EC2 API, DescribeInstanceTypes). Beyond it, the whole list is as cheap. */
const mostNamed = 100;

/**
 * Sizes of a region: those named, or all when none is. Names that EC2 does not know would fail the whole request, so
 * they are given as a filter, which leaves them out: an instance type that was withdrawn has no description.
 */
export async function* readSizes(
  aws: AwsClient,
  scope: Scope,
  sizeNames: readonly string[],
): AsyncGenerator<readonly Size[], void, undefined> {
  const named = sizeNames.length > 0 && sizeNames.length <= mostNamed;
  const wanted = new Set(sizeNames);
  const input = {
    MaxResults: pageSize,
    ...(named && { Filters: [{ Name: 'instance-type', Values: [...wanted] }] }),
  };
  const isWanted = (name: string | undefined) => name === undefined || wanted.size === 0 || wanted.has(name);
  const broken: UnreadRow[] = [];
  for await (const answer of aws.pages('ec2', 'DescribeInstanceTypes', scope, input)) {
    const { page, unread } = readRows(answer, {
      operation,
      page: Page,
      rows: ['InstanceTypes'],
      rowId: 'InstanceType',
    });
    broken.push(...unread.filter(({ resourceId }) => isWanted(resourceId)));
    yield page.InstanceTypes.filter(({ InstanceType }) => isWanted(InstanceType)).map((type) => sizeOf(type, scope));
  }
  const [first] = broken;
  // After the readable ones, which are good: a size that was asked for and garbled must not look like one unknown to EC2.
  if (first) throw new CloudError({ category: 'malformed', operation, message: first.reason });
}

/** Decimal gigabytes, as the API gives instance storage, in GiB. */
const gibPerGb = 1e9 / 2 ** 30;

function sizeOf(type: z.infer<typeof TypeInfo>, { regionId }: Scope): Size {
  const name = type.InstanceType;
  const bandwidths = type.NetworkInfo?.NetworkCards.map((card) => card.BaselineBandwidthInGbps) ?? [];
  const told = bandwidths.filter((bandwidth) => bandwidth !== undefined);
  const { BaselineIops, BaselineThroughputInMBps } = type.EbsInfo?.EbsOptimizedInfo ?? {};
  const { MaximumNetworkInterfaces, EnaSupport } = type.NetworkInfo ?? {};
  const { MaximumEbsAttachments, AttachmentLimitType } = type.EbsInfo ?? {};
  const { Manufacturer } = type.ProcessorInfo;
  const baseline = cpuBaseline(name);
  return {
    provider: 'aws',
    regionId,
    name,
    vcpus: type.VCpuInfo.DefaultVCpus,
    memoryMiB: type.MemoryInfo.SizeInMiB,
    architectures: type.ProcessorInfo.SupportedArchitectures,
    ...nameFacts(name),
    ...(Manufacturer !== undefined && { processorMaker: Manufacturer }),
    // Bare metal has none.
    ...(type.Hypervisor !== undefined && { hypervisor: type.Hypervisor }),
    ...(type.BareMetal !== undefined && { bareMetal: type.BareMetal }),
    ...(MaximumNetworkInterfaces !== undefined && { maxNetworkInterfaces: MaximumNetworkInterfaces }),
    ...(MaximumEbsAttachments !== undefined && { maxVolumes: MaximumEbsAttachments }),
    ...(AttachmentLimitType !== undefined && { volumesShareInterfaces: AttachmentLimitType === 'shared' }),
    ...(EnaSupport !== undefined && { needsEnhancedNetworking: EnaSupport === 'required' }),
    otherAccelerators: otherAcceleratorsOf(type),
    currentGeneration: type.CurrentGeneration,
    burstable: type.BurstablePerformanceSupported,
    ...(baseline !== undefined && { baselinePercentPerVcpu: baseline }),
    gpus: countOf(type.GpuInfo?.Gpus),
    localStorageGiB: Math.round((type.InstanceStorageInfo?.TotalSizeInGB ?? 0) * gibPerGb),
    // Of all cards together, and only where each of them tells.
    ...(told.length > 0 &&
      told.length === bandwidths.length && { networkBandwidthGbps: told.reduce((sum, gbps) => sum + gbps, 0) }),
    ...(BaselineIops !== undefined && { ebsBaselineIops: BaselineIops }),
    ...(BaselineThroughputInMBps !== undefined && { ebsBaselineThroughputMBps: BaselineThroughputInMBps }),
  };
}

const countOf = (devices: readonly { readonly Count?: number | undefined }[] = []): number =>
  devices.reduce((sum, { Count = 0 }) => sum + Count, 0);

/** Older answers list inference chips under one name, newer ones under another: the same chips, counted once. */
function otherAcceleratorsOf(type: z.infer<typeof TypeInfo>): number {
  const { InferenceAcceleratorInfo, NeuronInfo, FpgaInfo, MediaAcceleratorInfo } = type;
  const chips = Math.max(countOf(InferenceAcceleratorInfo?.Accelerators), countOf(NeuronInfo?.NeuronDevices));
  return chips + countOf(FpgaInfo?.Fpgas) + countOf(MediaAcceleratorInfo?.Accelerators);
}
