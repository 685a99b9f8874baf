import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Database, DatabaseStorage } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

type Components = Fact<readonly CostComponent[]>;
type Server = Pick<Database, 'engine' | 'sizeName' | 'redundancy'>;

/** A server of PostgreSQL or MySQL on a machine size of its own. */
export const isFlexibleServer = ({ type }: Pick<Database, 'type'>): boolean => type.endsWith(':flexible-server');

/** `Standard_D4ds_v5`: so many vCores of a series; undefined for a burstable size, whose name says another thing. */
export function flexibleServerSize(sizeName: string): { readonly vcores: number; readonly series: string } | undefined {
  const [, family = '', vcores, features = '', version] = /^standard_([de])(\d+)([a-z]*)_v(\d)$/i.exec(sizeName) ?? [];
  return vcores === undefined
    ? undefined
    : { vcores: Number(vcores), series: `${family}${features}v${version}`.toLowerCase() };
}

/** The standby of one with high availability costs as much again. Source: Azure Database for PostgreSQL and for MySQL, pricing. */
const copiesOf = ({ redundancy }: Server): number => (redundancy === 'standby' ? 2 : 1);

/** MySQL has a price for each vCore of a series, PostgreSQL one for each size. */
export function flexibleServerCompute(of: Server): Components {
  const { engine, sizeName } = of;
  const hours = copiesOf(of) * HOURS_PER_MONTH;
  const label = of.redundancy === 'standby' ? `${sizeName} with a standby` : sizeName;
  const size = engine === 'mysql' ? flexibleServerSize(sizeName) : undefined;
  if (size !== undefined) {
    const item = `database-machine-vcore/mysql/${size.series}`;
    return all([component(label, item, size.vcores * hours, 'vCPU-hour')]);
  }
  return all([component(label, `database-machine/${engine}/${sizeName}`.toLowerCase(), hours, 'hour')]);
}

/** What is provisioned beyond space (IOPS of MySQL) is no part of it: the cost is then a lower bound. */
export function flexibleServerStorage(of: Server, { tier, sizeGiB }: DatabaseStorage): Components {
  if (/v2|ultra/i.test(tier)) return unread(`prices of ${tier} storage of flexible servers are not collected`);
  return all([component('storage', `database-storage/${of.engine}`, copiesOf(of) * sizeGiB, 'GiB-month')]);
}
