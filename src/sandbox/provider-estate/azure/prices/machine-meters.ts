import { decimalOf, picoOf } from '../../../estate/decimal.ts';
import { share } from './money.ts';
import type { Meter } from './meter.ts';
import { vmSizes, type VmSize } from './sizes.ts';

/**
 * The licence of Windows Server per vCPU and hour, the same in all regions. Source: the price file's pairs of Windows and
 * Linux prices of one size (Standard_F8s_v2 0.708/0.338, D8ps_v5 0.676/0.308, B8ms 0.365/0.333 USD), as of 2025-12.
 */
const WINDOWS_PER_VCPU = '0.046';
const WINDOWS_PER_BURSTABLE_VCPU = '0.004';

/** Spot prices move with the market and no list has them for long; the sandbox's market stands still at this share. */
const SPOT_PERCENT = 20;

/**
 * What commitments cost, as shares of the pay-as-you-go price of a Linux machine, percent. Source: Azure virtual machines
 * pricing, Dsv5 series in East US as of 2024; the sandbox has one ratio for all sizes.
 */
const RESERVED_PERCENT = { '1 Year': 59, '3 Years': 38 } as const;
const SAVINGS_PLAN_PERCENT = { '1 Year': 69, '3 Years': 46 } as const;
const TERM_HOURS = { '1 Year': 8760, '3 Years': 26_280 } as const;

/** How the price list calls the series of a quota family. */
const SERIES: Readonly<Record<string, string>> = {
  standardBSFamily: 'BS Series',
  standardDSv3Family: 'DSv3 Series',
  standardDSv5Family: 'Dsv5 Series',
  StandardDsv6Family: 'Dsv6 Series',
  standardDPSv5Family: 'Dpsv5 Series',
  standardESv3Family: 'ESv3 Series',
  standardESv5Family: 'Esv5 Series',
  standardFSv2Family: 'FSv2 Series',
  standardLSv3Family: 'Lsv3 Series',
  'Standard NCASv3_T4 Family': 'NCasT4_v3 Series',
};

/** Linux, Windows, spot, low priority and reserved prices of every size in every region that offers it. */
export function* machineMeters(): Generator<Meter> {
  for (const size of vmSizes().values()) {
    for (const [region, linux] of Object.entries(size.usdPerHour)) yield* sizeMeters(size, region, linux);
  }
}

function* sizeMeters(size: VmSize, region: string, linux: string): Generator<Meter> {
  const short = size.name.slice('Standard_'.length).replaceAll('_', ' ');
  const series = `Virtual Machines ${SERIES[size.family] ?? size.family}`;
  const windows = withWindows(size, linux);
  const common = {
    region,
    serviceName: 'Virtual Machines',
    serviceFamily: 'Compute',
    armSkuName: size.name,
    unit: '1 Hour',
  };
  const systems = [
    ['linux', linux, series, linux],
    ['windows', windows, `${series} Windows`, linux],
  ] as const;
  for (const [system, usd, productName] of systems) {
    const key = `vm/${size.name}/${system}`;
    const onDemand = { ...common, key, productName, skuName: short, meterName: short, usd };
    yield { ...onDemand, ...(system === 'linux' && { savingsPlan: savingsPlanOf(linux) }) };
    yield {
      ...common,
      key: `vm-spot/${size.name}/${system}`,
      productName,
      skuName: `${short} Spot`,
      meterName: `${short} Spot`,
      usd: share(usd, SPOT_PERCENT, 100),
    };
    yield {
      ...common,
      key: `vm-low-priority/${size.name}/${system}`,
      productName,
      skuName: `${short} Low Priority`,
      meterName: `${short} Low Priority`,
      usd: share(usd, SPOT_PERCENT, 100),
    };
  }
  for (const term of ['1 Year', '3 Years'] as const) {
    yield {
      ...common,
      key: `vm-reserved/${size.name}/${term}`,
      productName: series,
      skuName: short,
      meterName: short,
      // The price of the whole term, though the unit says hour.
      usd: wholeDollars(share(linux, RESERVED_PERCENT[term] * TERM_HOURS[term], 100)),
      reservationTerm: term,
    };
  }
}

function withWindows(size: VmSize, linux: string): string {
  const perVcpu = picoOf(size.family === 'standardBSFamily' ? WINDOWS_PER_BURSTABLE_VCPU : WINDOWS_PER_VCPU);
  return decimalOf(picoOf(linux) + perVcpu * BigInt(size.vcpus));
}

function savingsPlanOf(linux: string): NonNullable<Meter['savingsPlan']> {
  return {
    '1 Year': share(linux, SAVINGS_PLAN_PERCENT['1 Year'], 100),
    '3 Years': share(linux, SAVINGS_PLAN_PERCENT['3 Years'], 100),
  };
}

function wholeDollars(usd: string): string {
  return usd.split('.')[0] ?? usd;
}
