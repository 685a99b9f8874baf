import { decimalOf, picoOf } from '../../estate/decimal.ts';
import type { GcpTraffic } from './analytics-model.ts';
import type { GcpBuilder } from './builder.ts';
import { HOURS_PER_MONTH, machineMonthly } from './prices.ts';

const CHECK = 'gcp-network-tier-egress';

/**
 * USD a GiB. Source: "Network pricing" (VPC): Premium Tier to North America and Standard Tier from there, first TiB and
 * first 10 TiB; between zones of a region; between regions of a continent. As of 2026-09.
 */
export const TRAFFIC_GIB: Readonly<Record<GcpTraffic['way'], bigint>> = {
  internet: picoOf('0.12'),
  'internet-standard': picoOf('0.085'),
  zones: picoOf('0.01'),
  regions: picoOf('0.02'),
};

/** As the check names what it finds. */
const NAMES: Readonly<Record<GcpTraffic['way'], string>> = {
  internet: 'to the internet, Premium Tier',
  'internet-standard': 'to the internet, Standard Tier',
  zones: 'between zones',
  regions: 'between regions',
};

export const trafficName = ({ projectId, way }: Pick<GcpTraffic, 'projectId' | 'way'>): string =>
  `${projectId}/${NAMES[way]}`;

/** Ways of a project's traffic that take a large part of its bill: one or two of three, in turn. */
const LARGE = [['internet', 'zones'], ['zones'], ['internet', 'regions'], ['regions', 'zones']] as const;

/** All of a project's traffic leaves from its largest region; its share is set against what its machines cost at list price. */
export function buildTraffic(builder: GcpBuilder): void {
  for (const [index, { projectId, state }] of builder.organization.projects.entries()) {
    if (state !== 'ACTIVE') continue;
    const byRegion = new Map<string, bigint>();
    for (const { projectId: of, region, machineType, status, spot } of builder.instances) {
      if (of !== projectId || status !== 'RUNNING') continue;
      byRegion.set(region, (byRegion.get(region) ?? 0n) + machineMonthly(machineType, region, spot));
    }
    const [largest] = [...byRegion].toSorted(([, a], [, b]) => Number(b - a));
    if (largest === undefined) continue;
    const machines = [...byRegion.values()].reduce((sum, each) => sum + each, 0n);
    const large: readonly string[] = LARGE[index % LARGE.length]!;
    for (const way of ['internet', 'zones', 'regions', 'internet-standard'] as const) {
      const random = builder.context.random('traffic', projectId, way);
      // Disks, databases and the rest make the whole bill about one and a half times what the machines cost.
      const share = way === 'internet-standard' || large.includes(way) ? random.between(0.25, 0.35) : 0.012;
      const monthly = (machines * BigInt(Math.round(share * 1000))) / 1000n;
      const gibPerHour = Number(monthly / HOURS_PER_MONTH) / Number(TRAFFIC_GIB[way]);
      builder.traffic.push({ projectId, region: largest[0], way, gibPerHour });
      plant(builder, projectId, way, large.includes(way) ? monthly : undefined);
    }
  }
}

function plant(builder: GcpBuilder, projectId: string, way: GcpTraffic['way'], monthly: bigint | undefined): void {
  const at = { accountId: projectId, region: 'global' };
  const id = trafficName({ projectId, way });
  if (monthly !== undefined) {
    return builder.context.plantWaste(CHECK, at, id, 'more than a twentieth of the bill', decimalOf(monthly));
  }
  const because =
    way === 'internet-standard' ? 'large, but by the cheaper tier already' : 'less than a twentieth of the bill';
  builder.context.plantFine(CHECK, at, id, because);
}
