import { sizeNameFacts } from './size-names.ts';

/** Expected network bandwidth in Mbps, by vCPUs. */
type ByVcpus = Readonly<Record<number, number>>;

const third: ByVcpus = { 2: 1000, 4: 2000, 8: 4000, 16: 8000, 20: 10_000, 32: 16_000, 48: 24_000, 64: 30_000 };
const fourth: ByVcpus = { 2: 5000, 4: 10_000, 8: 12_500, 16: 12_500, 20: 12_500, 32: 16_000, 48: 24_000, 64: 30_000 };
const fifth: ByVcpus = {
  2: 12_500,
  4: 12_500,
  8: 12_500,
  16: 12_500,
  20: 12_500,
  32: 16_000,
  48: 24_000,
  64: 30_000,
  96: 35_000,
};

/** By family and version. Of the variants of one (`a`, `d`, `s`, `p`, `l`) it is the lowest. */
const bySeries: Readonly<Record<string, ByVcpus>> = {
  D3: third,
  E3: third,
  D4: fourth,
  E4: fourth,
  D5: fifth,
  E5: fifth,
  D6: fifth,
  E6: fifth,
  F2: { 2: 5000, 4: 10_000, 8: 12_500, 16: 12_500, 32: 16_000, 48: 21_000, 64: 28_000, 72: 30_000 },
};

/** The first burstable series tells it by size. */
const burstable: Readonly<Record<string, number>> = {
  Standard_B1ls: 640,
  Standard_B1s: 640,
  Standard_B1ms: 640,
  Standard_B2s: 1280,
  Standard_B2ms: 1920,
  Standard_B4ms: 2880,
  Standard_B8ms: 3840,
  Standard_B12ms: 5760,
  Standard_B16ms: 8000,
  Standard_B20ms: 10_000,
};

/**
 * Gbps that a size may expect; undefined where that is not known here. No API tells it.
 * Source: Azure documentation, "Sizes for virtual machines in Azure", the tables of the Bv1, Dv3, Ev3, Dv4, Ev4, Dv5, Ev5,
 * Dv6, Ev6 and Fsv2 series ("Max network bandwidth"), as of 2024.
 */
export function networkBandwidthGbps(sizeName: string, vcpus: number): number | undefined {
  const own = burstable[sizeName];
  if (own !== undefined) return own / 1000;
  const name = sizeNameFacts(sizeName);
  if (name === undefined || !/^[adlps]*$/.test(name.features)) return undefined;
  const mbps = bySeries[`${name.family}${name.version}`]?.[vcpus];
  return mbps === undefined ? undefined : mbps / 1000;
}
