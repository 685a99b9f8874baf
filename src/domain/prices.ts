import type { ProviderId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { UnitPrice } from './money.ts';

/**
 * A public list price of one item in one region.
 *
 * `item` is a neutral key, lower case, parts joined by `/`:
 * `<kind of thing>/<what tells its price apart>/…`; the families of each provider document theirs. For machines and
 * volumes: `instance/<size>/<os>` (per hour), `volume/<tier>` (per GiB-month), `volume-iops/<tier>` (per IOPS-month),
 * `volume-throughput/<tier>` (per MiBps-month), `snapshot/<tier>` (per GiB-month), `address/idle` and
 * `address/in-use` (per hour). A price that holds from some quantity on has a tier of its own: `volume-iops/io2-tier2`.
 */
export interface Price {
  readonly provider: ProviderId;
  readonly regionId: string;
  readonly item: string;
  readonly skuId: string;
  readonly listPrice: UnitPrice;
  /** Where it was read: `AWS Price List API`, a price book's path. */
  readonly source: string;
  readonly asOf: Instant;
}

/**
 * What one unit of a price is. AWS writes GB and bills 2^30 bytes for storage and transfer alike, so `GiB`.
 * `unit-hour` is an hour of a unit that the item names (an ACU, an OCU, a shard, a DPU).
 */
export type PriceUnit =
  | 'hour'
  | 'unit-hour'
  | 'vCPU-hour'
  | 'GiB-hour'
  | 'GiB-second'
  | 'GiB-month'
  | 'GiB'
  | 'IOPS-month'
  | 'MiBps-month'
  | 'month'
  | 'unit-month'
  | 'request'
  | 'million-requests';

/** Billing months are taken as 730 hours, as AWS, Google Cloud and Azure calculators do. */
export const HOURS_PER_MONTH = 730;

/** A machine size: instance type, machine type, VM size, flavor. */
export interface Size {
  readonly provider: ProviderId;
  readonly regionId: string;
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architectures: readonly string[];
  readonly family: string;
  readonly currentGeneration: boolean;
  readonly burstable: boolean;
  /**
   * Percent of each vCPU that may be used on and on: the baseline of a burstable size, or what a size with flexible
   * CPU guarantees. Absent for a size whose vCPUs are its own.
   */
  readonly baselinePercentPerVcpu?: number;
  /** What its family is for, with what sets it apart from others for the same: `m`, `m+d` (local disks), `c+n`. */
  readonly series?: string;
  /** Comparable over the series of a cloud: a larger number is newer hardware. */
  readonly generation?: number;
  readonly processorMaker?: string;
  readonly hypervisor?: string;
  readonly bareMetal?: boolean;
  readonly maxNetworkInterfaces?: number;
  /** Volumes that it takes; with `volumesShareInterfaces` each network interface beyond the first takes one of them. */
  readonly maxVolumes?: number;
  readonly volumesShareInterfaces?: boolean;
  /** It starts only images with the driver for the cloud's own network adapter (ENA). */
  readonly needsEnhancedNetworking?: boolean;
  /** Accelerators other than GPUs: inference chips, FPGAs, media cards. */
  readonly otherAccelerators?: number;
  readonly gpus: number;
  readonly localStorageGiB: number;
  /** A disk of its host for files that nobody misses; machines move between sizes that have one, or between those without. */
  readonly temporaryDiskGiB?: number;
  /** Kinds of volumes that it takes, where sizes differ in that: `persistent-disk`, `hyperdisk`; `standard`, `premium`. */
  readonly volumeKinds?: readonly string[];
  readonly networkBandwidthGbps?: number;
  readonly ebsBaselineIops?: number;
  readonly ebsBaselineThroughputMBps?: number;
}
