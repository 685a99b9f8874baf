import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { ResourceGraph } from './resource-graph.ts';

/** Rows of one ARM type, or undefined where Resource Graph did not tell: the type's own list has to be asked. */
export type GraphRows = readonly unknown[] | undefined;

/** What Resource Graph tells of one subscription, by ARM type in lower case. */
type Snapshot = Map<string, unknown[]>;

/**
 * The rows of a subscription, read once for all of its types.
 *
 * Resource Graph leaves out what the caller may not read, without a word. So its rows count only after a list call of
 * the subscription succeeded (`mayRead`), and a type without any row is asked for again by its own list: that one says
 * whether there is nothing or nothing to be seen.
 */
export class Inventory {
  readonly #graph: ResourceGraph;
  readonly #types: readonly string[];
  /** How many collectors read a type: its rows are let go after the last of them. */
  readonly #readers: ReadonlyMap<string, number>;
  readonly #snapshots = new Map<string, Promise<Snapshot | undefined>>();
  readonly #taken = new Map<string, number>();

  constructor(graph: ResourceGraph, readTypes: readonly string[]) {
    this.#graph = graph;
    this.#types = [...new Set(readTypes)];
    this.#readers = new Map(this.#types.map((type) => [type, readTypes.filter((one) => one === type).length] as const));
  }

  async rows(scope: Scope, armType: string, mayRead: (scope: Scope) => Promise<boolean>): Promise<GraphRows> {
    const asked = this.#snapshots.get(scope.accountId) ?? this.#read(scope, mayRead);
    this.#snapshots.set(scope.accountId, asked);
    const snapshot = await asked;
    if (snapshot === undefined) return undefined;
    const rows = snapshot.get(armType) ?? [];
    const key = `${scope.accountId}/${armType}`;
    const taken = (this.#taken.get(key) ?? 0) + 1;
    this.#taken.set(key, taken);
    if (taken === this.#readers.get(armType)) {
      snapshot.delete(armType);
      this.#taken.delete(key);
      // Who asks once more wants to know what is there now.
      if (snapshot.size === 0) this.#snapshots.delete(scope.accountId);
    }
    return rows;
  }

  async #read(scope: Scope, mayRead: (scope: Scope) => Promise<boolean>): Promise<Snapshot | undefined> {
    try {
      if (!(await mayRead(scope))) return undefined;
      const snapshot: Snapshot = new Map(this.#types.map((type) => [type, []]));
      for await (const page of this.#graph.rows(scope, { query: this.#query(), subscriptions: [scope.accountId] })) {
        for (const row of page) {
          const type = (row as { readonly type?: unknown } | null)?.type;
          const rows = typeof type === 'string' ? snapshot.get(type.toLowerCase()) : undefined;
          // A row that cannot be told apart may be one of any type: each of their lists has to be asked then.
          if (rows === undefined) return undefined;
          rows.push(row);
        }
      }
      return snapshot;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      return undefined;
    }
  }

  /** Sorted, so that no row moves between two pages. */
  #query(): string {
    const types = this.#types.map((type) => `'${type}'`).join(',');
    return (
      `resources | where type in~ (${types}) ` +
      '| project id, name, type, location, kind, sku, managedBy, zones, tags, properties | order by id asc'
    );
  }
}
