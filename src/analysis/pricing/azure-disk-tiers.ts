/** A step of size that a managed disk is billed by, with the performance that goes with it. */
export interface DiskTier {
  /** `p10`, `e10`, `s10`. */
  readonly name: string;
  /** Largest size that it holds. */
  readonly sizeGiB: number;
  readonly iops: number;
  readonly throughputMBps: number;
}

type Row = readonly [step: number, sizeGiB: number, iops: number, throughputMBps: number];

/** Source of all three: Azure, "Select a disk type for Azure IaaS VMs", tables of sizes (base performance, without bursts). */
const PREMIUM: readonly Row[] = [
  [1, 4, 120, 25],
  [2, 8, 120, 25],
  [3, 16, 120, 25],
  [4, 32, 120, 25],
  [6, 64, 240, 50],
  [10, 128, 500, 100],
  [15, 256, 1_100, 125],
  [20, 512, 2_300, 150],
  [30, 1_024, 5_000, 200],
  [40, 2_048, 7_500, 250],
  [50, 4_096, 7_500, 250],
  [60, 8_192, 16_000, 500],
  [70, 16_384, 18_000, 750],
  [80, 32_767, 20_000, 900],
];
const STANDARD_SSD: readonly Row[] = [
  [1, 4, 500, 100],
  [2, 8, 500, 100],
  [3, 16, 500, 100],
  [4, 32, 500, 100],
  [6, 64, 500, 100],
  [10, 128, 500, 100],
  [15, 256, 500, 100],
  [20, 512, 500, 100],
  [30, 1_024, 500, 100],
  [40, 2_048, 500, 100],
  [50, 4_096, 500, 100],
  [60, 8_192, 2_000, 400],
  [70, 16_384, 4_000, 600],
  [80, 32_767, 6_000, 750],
];
const STANDARD_HDD: readonly Row[] = [
  [4, 32, 500, 60],
  [6, 64, 500, 60],
  [10, 128, 500, 60],
  [15, 256, 500, 60],
  [20, 512, 500, 60],
  [30, 1_024, 500, 60],
  [40, 2_048, 500, 60],
  [50, 4_096, 500, 60],
  [60, 8_192, 1_300, 300],
  [70, 16_384, 2_000, 500],
  [80, 32_767, 2_000, 500],
];

const tiers = (letter: string, rows: readonly Row[]): readonly DiskTier[] =>
  rows.map(([step, sizeGiB, iops, throughputMBps]) => ({ name: `${letter}${step}`, sizeGiB, iops, throughputMBps }));

/** By what the disk's `tier` (its sku) begins with; copies in one zone or three have the same steps. */
const BY_SKU: Readonly<Record<string, readonly DiskTier[]>> = {
  premium: tiers('p', PREMIUM),
  standardssd: tiers('e', STANDARD_SSD),
  standard: tiers('s', STANDARD_HDD),
};

/** The steps of a sku such as `premium_lrs`; undefined for one that bills by the unit, or is not known. */
export const diskTiersOf = (sku: string): readonly DiskTier[] | undefined =>
  BY_SKU[sku.toLowerCase().split('_')[0] ?? ''];

/** The step that a disk is billed by: the one that was chosen for its performance, else the one that its size needs. */
export function diskTierOf(disk: {
  readonly tier: string;
  readonly sizeGiB: number;
  readonly performanceTier?: string;
}): DiskTier | undefined {
  const steps = diskTiersOf(disk.tier);
  const chosen = steps?.find(({ name }) => name === disk.performanceTier?.toLowerCase());
  return chosen ?? steps?.find(({ sizeGiB }) => disk.sizeGiB <= sizeGiB);
}
