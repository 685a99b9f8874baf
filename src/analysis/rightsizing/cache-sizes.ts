import type { CacheCluster } from '../../domain/resources.ts';

/** What one node of a managed cache can do. */
interface CacheSize {
  readonly name: string;
  readonly memoryGiB: number;
  readonly vcpus: number;
  readonly maxClients: number;
  readonly megabitsPerSecond: number;
}

/** Highest use of the present size. */
export interface CacheUse {
  readonly loadPercent: number;
  readonly memoryPercent: number;
  readonly clients: number;
  readonly bytesPerSecond: number;
}

/** Shares of a size that may be in use. */
export interface CacheTargets {
  readonly targetCpuPercent: number;
  readonly targetMemoryPercent: number;
}

const size = (
  name: string,
  memoryGiB: number,
  vcpus: number,
  maxClients: number,
  megabitsPerSecond: number,
): CacheSize => ({ name, memoryGiB, vcpus, maxClients, megabitsPerSecond });

/**
 * Sizes of each family, smallest first. Sources: Azure Cache for Redis, "Default Redis server configuration" (clients) and
 * "Azure Cache for Redis performance" (memory, cores, bandwidth). Left out are C0, to which nothing can be scaled down
 * ("Scale an Azure Cache for Redis instance"), and P5, of which that table tells nothing.
 */
const FAMILIES: Readonly<Record<string, readonly CacheSize[]>> = {
  C: [
    size('C1', 1, 1, 1_000, 100),
    size('C2', 2.5, 2, 2_000, 200),
    size('C3', 6, 4, 5_000, 400),
    size('C4', 13, 2, 10_000, 500),
    size('C5', 26, 4, 15_000, 1_000),
    size('C6', 53, 8, 20_000, 2_000),
  ],
  P: [
    size('P1', 6, 2, 7_500, 1_000),
    size('P2', 13, 4, 15_000, 2_000),
    size('P3', 26, 4, 30_000, 2_000),
    size('P4', 53, 8, 40_000, 4_000),
  ],
};

/** `Standard_C3`: a cache stays in its tier, since none can be scaled down to a lower one. */
const parts = ({ sizeName }: Pick<CacheCluster, 'sizeName'>) => /^([A-Za-z]+)_(([CP])\d)$/.exec(sizeName ?? '');

/** Sizes that a cache may be scaled down to, smallest first; undefined where its own is not known. */
function smallerSizes(cache: Pick<CacheCluster, 'sizeName'>) {
  const [, tier = '', own = '', family = ''] = parts(cache) ?? [];
  const sizes = FAMILIES[family] ?? [];
  const at = sizes.findIndex(({ name }) => name === own);
  const present = sizes[at];
  return present === undefined ? undefined : { tier, present, smaller: sizes.slice(0, at) };
}

/** Whether there is a smaller size of its tier at all; undefined where its own is not known. */
export function hasSmallerSize(cache: Pick<CacheCluster, 'sizeName'>): boolean | undefined {
  const sizes = smallerSizes(cache);
  return sizes === undefined ? undefined : sizes.smaller.some(carriesAll);
}

/** The one core of C1 also runs the service's own scans: load of those would be taken for that of clients. */
const carriesAll = ({ vcpus }: CacheSize): boolean => vcpus > 1;

/**
 * The smallest size of its tier that carries what was measured. The engine uses one core and the system the others, so
 * that load is taken to grow as cores get fewer: it grows by less.
 */
export function smallerCache(
  cache: Pick<CacheCluster, 'sizeName'>,
  use: CacheUse,
  { targetCpuPercent, targetMemoryPercent }: CacheTargets,
): string | undefined {
  const sizes = smallerSizes(cache);
  if (sizes === undefined) return undefined;
  const { tier, present, smaller } = sizes;
  const found = smaller.find((each) => {
    const load = use.loadPercent * Math.max(1, present.vcpus / each.vcpus);
    const memory = (use.memoryPercent * present.memoryGiB) / each.memoryGiB;
    const share = targetMemoryPercent / 100;
    return (
      carriesAll(each) &&
      load <= targetCpuPercent &&
      memory <= targetMemoryPercent &&
      use.clients <= each.maxClients * share &&
      use.bytesPerSecond <= each.megabitsPerSecond * 125_000 * share
    );
  });
  return found === undefined ? undefined : `${tier}_${found.name}`;
}
