/** A size of managed disk: what is billed is the tier that holds the disk's size, not the size itself. */
export interface DiskTier {
  /** `P10` */
  readonly name: string;
  readonly sizeGiB: number;
  readonly iops: number;
  readonly MBps: number;
  /** USD per month with local redundancy, decimal text. */
  readonly usdPerMonth: string;
}

export type TieredSku = 'Premium_LRS' | 'StandardSSD_LRS' | 'Standard_LRS';

/**
 * name|GiB|IOPS|MBps|USD a month. Sizes and performance: Azure documentation, "Scalability and performance targets for VM
 * disks". Prices: Azure managed disks pricing, East US, as of 2026: P4, P10, E4, E30, S4 and S10 stand in the price file's
 * sources; the steps between them as the price page has them (Standard SSD is 0.075 a GiB at every step).
 */
const TIERS: Readonly<Record<TieredSku, string>> = {
  Premium_LRS: `P1|4|120|25|0.60
P2|8|120|25|1.20
P3|16|120|25|2.40
P4|32|120|25|5.28
P6|64|240|50|10.21
P10|128|500|100|19.71
P15|256|1100|125|38.02
P20|512|2300|150|73.22
P30|1024|5000|200|135.17
P40|2048|7500|250|259.05
P50|4096|7500|250|495.57`,
  StandardSSD_LRS: `E1|4|500|100|0.30
E2|8|500|100|0.60
E3|16|500|100|1.20
E4|32|500|100|2.40
E6|64|500|100|4.80
E10|128|500|100|9.60
E15|256|500|100|19.20
E20|512|500|100|38.40
E30|1024|500|100|76.80
E40|2048|500|100|153.60
E50|4096|500|100|307.20`,
  Standard_LRS: `S4|32|500|60|1.54
S6|64|500|60|3.01
S10|128|500|60|5.89
S15|256|500|60|11.33
S20|512|500|60|21.76
S30|1024|500|60|40.96
S40|2048|500|60|77.83
S50|4096|500|60|143.36`,
};

let parsed: Readonly<Record<TieredSku, readonly DiskTier[]>> | undefined;

export function diskTiers(sku: TieredSku): readonly DiskTier[] {
  parsed ??= {
    Premium_LRS: read(TIERS.Premium_LRS),
    StandardSSD_LRS: read(TIERS.StandardSSD_LRS),
    Standard_LRS: read(TIERS.Standard_LRS),
  };
  return parsed[sku];
}

/** The tier that holds so many GiB. Throws a RangeError for more than the sandbox's largest. */
export function diskTier(sku: TieredSku, sizeGiB: number): DiskTier {
  const tier = diskTiers(sku).find((each) => each.sizeGiB >= sizeGiB);
  if (tier === undefined) throw new RangeError(`no ${sku} tier of ${sizeGiB} GiB`);
  return tier;
}

function read(text: string): readonly DiskTier[] {
  return text.split('\n').map((line) => {
    const [name = '', sizeGiB, iops, MBps, usdPerMonth = ''] = line.split('|');
    return { name, sizeGiB: Number(sizeGiB), iops: Number(iops), MBps: Number(MBps), usdPerMonth };
  });
}
