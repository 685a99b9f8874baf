import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/** `warehouse-units/dedicated-sql-pool` per 100 data warehouse units and hour. */
export const warehouseUnitPrices: PriceFamily = {
  name: 'warehouse units',
  kinds: ['warehouse'],
  *questions() {
    yield { serviceName: 'Azure Synapse Analytics' };
  },
  items({ meterName, ...row }) {
    return /^100 DWUs$/i.test(meterName)
      ? itemPrice('warehouse-units/dedicated-sql-pool', row, { unit: 'unit-hour' })
      : [];
  },
};
