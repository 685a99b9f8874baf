import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';
import type { Size } from '../../domain/prices.ts';
import { readRows } from '../shared/read-rows.ts';
import { locationName } from './azure-scope.ts';
import { cpuBaseline } from './cpu-baselines.ts';
import { networkBandwidthGbps } from './network-bandwidths.ts';
import type { AzureReader } from './reader.ts';
import { isPreviousGeneration, sizeNameFacts } from './size-names.ts';

export const sizePermissions = ['Microsoft.Compute/skus/read'] as const;

const operation = sizePermissions[0];

const Sku = z.object({
  resourceType: z.string(),
  name: z.string().min(1),
  family: z.string().nullish(),
  capabilities: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  // Left out where nothing keeps the subscription from it.
  restrictions: z.array(z.object({ type: z.string().nullish(), reasonCode: z.string().nullish() })).nullish(),
});
const Page = z.object({ value: z.array(Sku) });
type Sku = z.infer<typeof Sku>;

interface RegionSizes {
  readonly sizes: readonly Size[];
  /** Names in lower case of those that the subscription may not have there. */
  readonly restricted: ReadonlySet<string>;
  /** Sizes that could not be read. */
  readonly broken: readonly UnreadRow[];
}

/**
 * Machine sizes of a region: those named, or all that the subscription may have when none is; one that is in use, always.
 * Source: Compute API 2021-07-01, ResourceSkus_List.
 */
export async function* readSizes(
  reader: AzureReader,
  scope: Scope,
  sizeNames: readonly string[],
): AsyncGenerator<readonly Size[], void, undefined> {
  const { sizes, restricted, broken } = await regionSizes(reader, scope);
  const wanted = new Set(sizeNames.map((name) => name.toLowerCase()));
  const isWanted = (name: string | undefined) =>
    name === undefined || (wanted.size === 0 ? isOffered(name) : wanted.has(name.toLowerCase()));
  const isOffered = (name: string) => !restricted.has(name.toLowerCase()) || reader.sizesInUse.has(name.toLowerCase());
  yield sizes.filter(({ name }) => isWanted(name));
  const [first] = broken.filter(({ resourceId }) => isWanted(resourceId));
  // After the readable ones, which are good: a garbled size must not look like one that there is not.
  if (first) throw new CloudError({ category: 'malformed', operation, message: first.reason });
}

/** Memory in bytes, by size name in lower case. */
export async function memoryBySize(reader: AzureReader, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { sizes } = await regionSizes(reader, scope);
  return new Map(sizes.map(({ name, memoryMiB }) => [name.toLowerCase(), memoryMiB * 2 ** 20]));
}

const regionSizes = (reader: AzureReader, scope: Scope): Promise<RegionSizes> =>
  reader.once(`sizes/${scope.accountId}/${scope.regionId}`, () => readRegion(reader, scope));

async function readRegion(reader: AzureReader, scope: Scope): Promise<RegionSizes> {
  const sizes = new Map<string, Size>();
  const broken: UnreadRow[] = [];
  const restricted = new Set<string>();
  const request = {
    path: `/subscriptions/${scope.accountId}/providers/Microsoft.Compute/skus`,
    apiVersion: '2021-07-01',
    query: { $filter: `location eq '${scope.regionId}'` },
  };
  for await (const answer of reader.azure.pages('compute', operation, scope, request)) {
    const { page, unread } = readRows(answer, { operation, page: Page, rows: ['value'], rowId: 'name' });
    broken.push(...unread);
    for (const sku of page.value) {
      if (sku.resourceType.toLowerCase() !== 'virtualmachines') continue;
      const size = sizeOf(sku, scope);
      if (size === undefined)
        broken.push({ resourceId: sku.name, reason: `malformed: ${operation}: ${sku.name} tells no vCPUs or memory` });
      else sizes.set(size.name, size);
      if (isRestricted(sku)) restricted.add(sku.name.toLowerCase());
    }
  }
  return { sizes: withoutSuperseded([...sizes.values()]), restricted, broken };
}

const architectures: Readonly<Record<string, string>> = { x64: 'x86_64', Arm64: 'arm64' };

function sizeOf(sku: Sku, { regionId }: Scope): Size | undefined {
  const facts = new Map(sku.capabilities.map(({ name, value }) => [name, value]));
  const number = (name: string): number | undefined => {
    const text = facts.get(name)?.trim() ?? '';
    const value = Number(text);
    return text !== '' && Number.isFinite(value) ? value : undefined;
  };
  // Of a size with constrained cores `vCPUs` is what it was made from, and what its price follows.
  const vcpus = number('vCPUsAvailable') ?? number('vCPUs');
  const memoryGiB = number('MemoryGB');
  if (vcpus === undefined || memoryGiB === undefined || vcpus <= 0 || memoryGiB <= 0) return undefined;
  const name = sizeNameFacts(sku.name);
  const baseline = cpuBaseline(sku.name);
  const gbps = networkBandwidthGbps(sku.name, number('vCPUs') ?? vcpus);
  const interfaces = number('MaxNetworkInterfaces');
  const dataDisks = number('MaxDataDiskCount');
  const iops = number('UncachedDiskIOPS');
  const hostDiskGiB = Math.round(((number('MaxResourceVolumeMB') ?? 0) + (number('NvmeDiskSizeInMiB') ?? 0)) / 1024);
  const isForStorage = name?.family === 'L' && (number('NvmeDiskSizeInMiB') ?? 0) > 0;
  const bytesPerSecond = number('UncachedDiskBytesPerSecond');
  return {
    provider: 'azure',
    regionId: locationName(regionId),
    name: sku.name,
    vcpus,
    memoryMiB: memoryGiB * 1024,
    architectures: [architectures[facts.get('CpuArchitectureType') ?? 'x64'] ?? 'x86_64'],
    family: sku.family ?? name?.family ?? sku.name,
    ...(name !== undefined && { series: name.series, generation: name.version, processorMaker: name.processorMaker }),
    currentGeneration: !isPreviousGeneration(sku.name),
    burstable: name?.family === 'B',
    ...(baseline !== undefined && { baselinePercentPerVcpu: baseline }),
    ...(interfaces !== undefined && { maxNetworkInterfaces: interfaces }),
    // The system disk takes none of the places for data disks.
    ...(dataDisks !== undefined && { maxVolumes: dataDisks + 1 }),
    gpus: number('GPUs') ?? 0,
    // Disks of the host are what family L is for; of the others they are for page files and caches.
    localStorageGiB: isForStorage ? hostDiskGiB : 0,
    ...(!isForStorage && { temporaryDiskGiB: hostDiskGiB }),
    volumeKinds: facts.get('PremiumIO') === 'True' ? ['standard', 'premium'] : ['standard'],
    ...(gbps !== undefined && { networkBandwidthGbps: gbps }),
    ...(iops !== undefined && { ebsBaselineIops: iops }),
    ...(bytesPerSecond !== undefined && { ebsBaselineThroughputMBps: bytesPerSecond / 1e6 }),
  };
}

/** Of the same family and letters the highest version is the current one. */
function withoutSuperseded(sizes: readonly Size[]): readonly Size[] {
  const newest = new Map<string, number>();
  const keyed = sizes.map((size) => {
    const name = sizeNameFacts(size.name);
    const key = name && `${name.family}${name.features}`;
    if (name !== undefined && key !== undefined) newest.set(key, Math.max(name.version, newest.get(key) ?? 0));
    return { size, key, version: name?.version ?? 0 };
  });
  return keyed.map(({ size, key, version }) =>
    key !== undefined && version < (newest.get(key) ?? 0) ? { ...size, currentGeneration: false } : size,
  );
}

/** By location, whichever the reason; a restriction of single zones leaves the others. */
const isRestricted = ({ restrictions }: Sku): boolean => (restrictions ?? []).some(({ type }) => type === 'Location');
