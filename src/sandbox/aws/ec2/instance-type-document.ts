import type { Device, EbsPerformance, InstanceTypeFacts } from '../../estate/instance-type-facts.ts';
import { named } from '../wire/document-xml.ts';

/** An entry of DescribeInstanceTypes; members that EC2 leaves out for a type are undefined. */
export function typeDocument(facts: InstanceTypeFacts): object {
  const { bareMetal, spot, disks } = facts;
  return {
    instanceType: facts.type,
    currentGeneration: facts.currentGeneration,
    freeTierEligible: facts.freeTier,
    supportedUsageClasses: spot ? ['on-demand', 'spot'] : ['on-demand'],
    supportedRootDeviceTypes: facts.rootDevices,
    supportedVirtualizationTypes: facts.virtualization,
    bareMetal,
    hypervisor: facts.hypervisor === '' ? undefined : facts.hypervisor,
    processorInfo: {
      supportedArchitectures: facts.architectures,
      sustainedClockSpeedInGhz: facts.clockGHz === '' ? undefined : facts.clockGHz,
      manufacturer: facts.maker === '' ? undefined : facts.maker,
    },
    vCpuInfo: { defaultVCpus: facts.vcpus, defaultCores: facts.cores, defaultThreadsPerCore: facts.threads },
    memoryInfo: { sizeInMiB: facts.memoryMiB },
    instanceStorageSupported: disks.length > 0,
    instanceStorageInfo: disks.length === 0 ? undefined : storageOf(facts),
    ebsInfo: ebsOf(facts),
    networkInfo: networkOf(facts),
    gpuInfo: devicesOf(facts, 'gpu', gpusOf),
    fpgaInfo: devicesOf(facts, 'fpga', (all) => ({ fpgas: all.map(deviceOf), totalFpgaMemoryInMiB: memoryOf(all) })),
    // The one list of EC2's that is called as the other query services call theirs.
    inferenceAcceleratorInfo: devicesOf(facts, 'inference', (all) => ({
      accelerators: named('member', all.map(deviceOf)),
    })),
    mediaAcceleratorInfo: devicesOf(facts, 'media', (all) => ({ accelerators: all.map(deviceOf) })),
    neuronInfo: devicesOf(facts, 'neuron', (all) => ({ neuronDevices: all.map(neuronOf) })),
    burstablePerformanceSupported: facts.burstable,
    dedicatedHostsSupported: facts.dedicatedHosts,
    autoRecoverySupported: facts.autoRecovery,
    hibernationSupported: facts.hibernation,
    supportedBootModes: facts.bootModes.length === 0 ? undefined : facts.bootModes,
  };
}

function storageOf({ disks, nvme }: InstanceTypeFacts): object {
  return {
    totalSizeInGB: disks.reduce((sum, { count, sizeGB }) => sum + count * sizeGB, 0),
    disks: disks.map(({ count, sizeGB, type }) => ({ sizeInGB: sizeGB, count, type })),
    nvmeSupport: nvme === 'required' ? 'required' : 'supported',
    encryptionSupport: nvme === 'required' ? 'required' : 'unsupported',
  };
}

function ebsOf({ ebsOptimized, nvme, ebs, ebsAttachments, attachmentLimit }: InstanceTypeFacts): object {
  const performance = (prefix: string, of: EbsPerformance): object => ({
    [`${prefix}BandwidthInMbps`]: of.bandwidthMbps,
    [`${prefix}ThroughputInMBps`]: of.throughputMBps,
    [`${prefix}Iops`]: of.iops,
  });
  return {
    ebsOptimizedSupport: ebsOptimized === '' ? 'unsupported' : ebsOptimized,
    encryptionSupport: 'supported',
    ebsOptimizedInfo:
      ebs === undefined
        ? undefined
        : { ...performance('baseline', ebs.baseline), ...performance('maximum', ebs.maximum) },
    nvmeSupport: nvme === '' ? 'unsupported' : nvme,
    maximumEbsAttachments: ebsAttachments === '' ? undefined : ebsAttachments,
    attachmentLimitType: attachmentLimit === '' ? undefined : attachmentLimit,
  };
}

function networkOf(facts: InstanceTypeFacts): object {
  return {
    networkPerformance: facts.networkPerformance,
    maximumNetworkInterfaces: facts.interfaces,
    maximumNetworkCards: facts.cards.length,
    defaultNetworkCardIndex: 0,
    networkCards: facts.cards.map((card, index) => ({
      networkCardIndex: index,
      networkPerformance: card.performance,
      maximumNetworkInterfaces: card.interfaces === '' ? undefined : card.interfaces,
      baselineBandwidthInGbps: card.baselineGbps === '' ? undefined : card.baselineGbps,
      peakBandwidthInGbps: card.peakGbps === '' ? undefined : card.peakGbps,
    })),
    ipv4AddressesPerInterface: facts.ipv4PerInterface,
    ipv6AddressesPerInterface: facts.ipv4PerInterface,
    ipv6Supported: true,
    enaSupport: facts.ena === '' ? 'unsupported' : facts.ena,
  };
}

function devicesOf(
  { devices }: InstanceTypeFacts,
  kind: Device['kind'],
  document: (devices: readonly Device[]) => object,
): object | undefined {
  const all = devices.filter((device) => device.kind === kind);
  return all.length === 0 ? undefined : document(all);
}

const gpusOf = (gpus: readonly Device[]): object => ({ gpus: gpus.map(deviceOf), totalGpuMemoryInMiB: memoryOf(gpus) });

function deviceOf({ count, maker, name, memoryMiB }: Device): object {
  return {
    name: name === '' ? undefined : name,
    manufacturer: maker === '' ? undefined : maker,
    count,
    memoryInfo: memoryMiB === undefined ? undefined : { sizeInMiB: memoryMiB },
  };
}

function neuronOf({ count, name, memoryMiB }: Device): object {
  return { count, name, memoryInfo: memoryMiB === undefined ? undefined : { sizeInMiB: memoryMiB } };
}

const memoryOf = (devices: readonly Device[]): number =>
  devices.reduce((sum, { count, memoryMiB = 0 }) => sum + count * memoryMiB, 0);
