import { known, unread } from '../../domain/fact.ts';
import type { Price, Size } from '../../domain/prices.ts';
import { type Candidate, candidatesFor, isSmaller } from './candidates.ts';
import type { Headroom } from './demand.ts';
import { bestOfEachKind } from './options.ts';

export interface NodeDemand {
  /** Of the present node, 0 to 100; `core`: of the one core that does the work, whatever the node has. */
  readonly cpuPercent: number;
  readonly corePercent?: number;
  readonly memoryPercent: number;
}

export interface NodeOffer {
  readonly sizes: Iterable<Size>;
  readonly prices: ReadonlyMap<string, Price>;
  readonly itemOf: (sizeName: string) => string;
  readonly headroom: Headroom;
}

/**
 * The best smaller node that carries what was measured, of the same processor architecture; undefined where there is none.
 * The cloud attaches networks and volumes to managed nodes by itself.
 */
export function smallerNode(present: Size, demand: NodeDemand, offer: NodeOffer): Candidate | undefined {
  const priceOf = ({ name }: Size): number => {
    const price = offer.prices.get(offer.itemOf(name));
    return price === undefined ? Number.NaN : Number(price.listPrice.amount);
  };
  const presentPrice = priceOf(present);
  if (!Number.isFinite(presentPrice)) return undefined;
  const smaller: Size[] = [];
  for (const size of offer.sizes) if (isSmaller(size, present) && priceOf(size) < presentPrice) smaller.push(size);
  const busy = Math.max((demand.cpuPercent / 100) * present.vcpus, (demand.corePercent ?? 0) / 100);
  const { fitting } = candidatesFor(
    present,
    {
      cpu: known({ p99: busy, max: busy, busiestDay: busy }),
      memoryMiB: known((demand.memoryPercent / 100) * present.memoryMiB),
      networkGbps: unread('not measured'),
      diskIops: unread('storage of a managed node does not follow its size'),
      diskMBps: unread('storage of a managed node does not follow its size'),
      networkInterfaces: known(1),
      volumes: known(0),
      enhancedNetworking: known(true),
    },
    smaller,
    offer.headroom,
  );
  const inPlace = fitting.filter(({ needsRebuild }) => !needsRebuild);
  return bestOfEachKind(inPlace, priceOf, presentPrice)[0];
}
