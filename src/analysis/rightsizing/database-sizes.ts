import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { Size } from '../../domain/prices.ts';
import type { Database, DatabaseCluster } from '../../domain/resources.ts';
import type { CheckContext } from '../define-check.ts';
import type { DatabaseRole } from '../database-role.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { databaseComponents, hourlyItem } from '../pricing/databases.ts';

/** Changes of a database's class: what there is, what it costs, what it would save. */
export interface SizeChanges {
  /** The region's database classes. */
  readonly sizes: readonly Size[];
  readonly present: Size | undefined;
  /** List price of an hour as a number, for ranking alone; undefined where the list has none. */
  priceOf(size: Pick<Size, 'name'>): number | undefined;
  /** Whether the cloud offers it for this engine version, licence, storage and zone. */
  readonly orderable: Fact<(size: Pick<Size, 'name'>) => boolean>;
  savingWith(size: Pick<Size, 'name'>): Fact<CostEstimate>;
}

export function sizeChangesOf(database: Database, role: DatabaseRole, context: CheckContext): SizeChanges {
  const { now, costs } = context;
  const sizes = context.sizes();
  const ioBilling: DatabaseCluster['ioBilling'] | undefined = role.is === 'member' ? role.cluster.ioBilling : undefined;
  const around = { now, sizes, ...(ioBilling !== undefined && { ioBilling }) };
  const as = (sizeName: string): Database => ({ ...database, sizeName });
  return {
    sizes: classesOf(sizes),
    present: sizes.get(database.sizeName),
    priceOf({ name }) {
      const item = hourlyItem(as(name), ioBilling);
      const price = item.known ? costs.listPrices.get(item.value) : undefined;
      return price === undefined ? undefined : Number(price.listPrice.amount);
    },
    orderable: mapFact(database.orderableSizes, (names) => {
      const offered = new Set(names);
      return ({ name }) => offered.has(name);
    }),
    savingWith: ({ name }) =>
      changeSaving(database, costs, databaseComponents(database, around), databaseComponents(as(name), around)),
  };
}

const classes = new WeakMap<ReadonlyMap<string, Size>, readonly Size[]>();

/** Of all sizes of a region those of databases; looked for once per region. */
function classesOf(sizes: ReadonlyMap<string, Size>): readonly Size[] {
  const found = classes.get(sizes) ?? [...sizes.values()].filter(({ name }) => name.startsWith('db.'));
  classes.set(sizes, found);
  return found;
}

/** Cheapest first; equal prices by name, so that the order of a listing never shows. */
export const byPrice =
  ({ priceOf }: Pick<SizeChanges, 'priceOf'>) =>
  (a: Size, b: Size): number =>
    (priceOf(a) ?? Number.POSITIVE_INFINITY) - (priceOf(b) ?? Number.POSITIVE_INFINITY) || (a.name < b.name ? -1 : 1);
