import type { Database } from '../../domain/resources.ts';
import { flexibleServerSize } from '../pricing/flexible-servers.ts';

/** Highest use of the present size. */
export interface ServerUse {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** Of the operations and bandwidth that size and disk allow. */
  readonly ioPercent: number;
  readonly connections: number;
}

export interface ServerTargets {
  readonly targetCpuPercent: number;
  readonly targetMemoryPercent: number;
}

/**
 * vCores on offer; which of them a region has, its price list tells. Sources: "Compute options" of Azure Database for
 * PostgreSQL, "Service tiers" of Azure Database for MySQL.
 */
const VCORES = [2, 4, 8, 16, 20, 32, 48, 64, 96];

/** GiB of memory for each vCore: 4 in the D series, 8 in the E series. Sources: as above. */
const memoryGiB = (series: string, vcores: number): number => (series.startsWith('e') ? 8 : 4) * vcores;

/**
 * Connections that a server takes for each GiB of its memory, of the engine that takes fewer: MySQL 683 with 8 GiB,
 * PostgreSQL 859. Sources: "Server parameters" of MySQL, "Limits" of PostgreSQL.
 */
const CONNECTIONS_PER_GIB = 85;

/**
 * The smallest size of the same series that carries the load, of those with a price. Memory and disk performance shrink with
 * the vCores; undefined where nothing smaller does, or where the size is a burstable one.
 */
export function smallerServer(
  { sizeName }: Pick<Database, 'sizeName'>,
  use: ServerUse,
  { targetCpuPercent, targetMemoryPercent }: ServerTargets,
  isOffered: (sizeName: string) => boolean,
): string | undefined {
  const present = flexibleServerSize(sizeName);
  if (present === undefined) return undefined;
  for (const vcores of VCORES) {
    if (vcores >= present.vcores) return undefined;
    const times = present.vcores / vcores;
    const room = (memoryGiB(present.series, vcores) * CONNECTIONS_PER_GIB * targetMemoryPercent) / 100;
    const carries =
      Math.max(use.cpuPercent, use.ioPercent) * times <= targetCpuPercent &&
      use.memoryPercent * times <= targetMemoryPercent &&
      use.connections <= room;
    const name = sizeName.replace(/(?<=^standard_[de])\d+/i, String(vcores));
    if (carries && isOffered(name)) return name;
  }
  return undefined;
}
