import { unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { all, component } from './components.ts';
import type { Components } from './data-stores.ts';

/** `DW500c`: data warehouse units. */
export function unitsOf(sizeName: string): number | undefined {
  const units = /^DW(\d+)c$/i.exec(sizeName)?.[1];
  return units === undefined ? undefined : Number(units);
}

/** A pool of this size for a month; its storage bills by itself. Source: Azure Synapse Analytics pricing. */
export function poolUnitComponents(sizeName: string): Components {
  const units = unitsOf(sizeName);
  if (units === undefined) return unread(`the units of ${sizeName} are not known`);
  const hours = (units / 100) * HOURS_PER_MONTH;
  return all([component(sizeName, 'warehouse-units/dedicated-sql-pool', hours, 'unit-hour')]);
}
