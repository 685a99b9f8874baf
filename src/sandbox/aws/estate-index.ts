import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume, Estate } from '../estate/model.ts';

interface Placed {
  readonly accountId: string;
  readonly region: string;
}

/**
 * The ids of one collection by account and region, each part sorted: a page is a slice, and a listing goes on
 * behind the last id whatever was created or deleted in between. Resources are looked up when they are read, so
 * a change or a deletion needs no upkeep here; a new resource has to be added.
 */
export class PartitionedIndex<R extends Placed> {
  readonly #all: ReadonlyMap<string, R>;
  readonly #parts = new Map<string, string[]>();

  constructor(all: ReadonlyMap<string, R>) {
    this.#all = all;
    for (const [id, { accountId, region }] of all) this.#part(accountId, region).push(id);
    for (const part of this.#parts.values()) part.sort();
  }

  /** The resources of an account and region by id, from behind `afterId` on. */
  *resources(accountId: string, region: string, afterId = ''): Generator<R, void, undefined> {
    const part = this.#parts.get(partKey(accountId, region)) ?? [];
    for (let at = firstAfter(part, afterId); at < part.length; at += 1) {
      const resource = this.#all.get(part[at] ?? '');
      if (resource) yield resource;
    }
  }

  /** The resource of that id, if it is in that account and region. */
  find(accountId: string, region: string, id: string): R | undefined {
    const resource = this.#all.get(id);
    return resource?.accountId === accountId && resource.region === region ? resource : undefined;
  }

  add(id: string): void {
    const resource = this.#all.get(id);
    if (!resource) return;
    const part = this.#part(resource.accountId, resource.region);
    const at = firstAfter(part, id);
    if (part[at - 1] !== id) part.splice(at, 0, id);
  }

  #part(accountId: string, region: string): string[] {
    const key = partKey(accountId, region);
    const part = this.#parts.get(key) ?? [];
    this.#parts.set(key, part);
    return part;
  }
}

/** Where the ids behind `id` begin. */
function firstAfter(sorted: readonly string[], id: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function partKey(accountId: string, region: string): string {
  return `${accountId}/${region}`;
}

/** Indexes over an estate's resources. */
export class EstateIndex {
  readonly instances: PartitionedIndex<AwsInstance>;
  readonly volumes: PartitionedIndex<AwsVolume>;
  readonly snapshots: PartitionedIndex<AwsSnapshot>;
  readonly addresses: PartitionedIndex<AwsAddress>;
  readonly #others = new WeakMap<object, PartitionedIndex<Placed>>();

  constructor(estate: Estate) {
    this.instances = new PartitionedIndex(estate.instances);
    this.volumes = new PartitionedIndex(estate.volumes);
    this.snapshots = new PartitionedIndex(estate.snapshots);
    this.addresses = new PartitionedIndex(estate.addresses);
  }

  /** The index over a family's resources, made on first use: `index.of(state.secrets).resources(accountId, region)`. */
  of<R extends Placed>(all: ReadonlyMap<string, R>): PartitionedIndex<R> {
    const known = this.#others.get(all) ?? new PartitionedIndex(all);
    this.#others.set(all, known);
    // An index is only ever asked for with the map that it was made of.
    return known as PartitionedIndex<R>;
  }
}
