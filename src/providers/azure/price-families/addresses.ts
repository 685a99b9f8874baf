import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/**
 * `address/idle` and `address/in-use` per hour: a static IPv4 address of the Standard kind costs the same either way;
 * `address/basic` and `address/global` for the other kinds, `address/range` for each address of a prefix.
 */
export const addressPrices: PriceFamily = {
  name: 'addresses',
  kinds: ['public-address'],
  *questions() {
    yield { serviceName: 'Virtual Network', where: "contains(productName, 'IP Addresses')", anywhere: true };
  },
  items(row) {
    const { meterName } = row;
    if (/^Standard IPv4 Static Public IP$/i.test(meterName)) {
      return [...itemPrice('address/idle', row), ...itemPrice('address/in-use', row)];
    }
    if (/^Basic IPv4 Static Public IP$/i.test(meterName)) return itemPrice('address/basic', row);
    if (/^Global IPv4 Static Public IP$/i.test(meterName)) return itemPrice('address/global', row);
    return /Public IP Prefix|Static IP Prefix|Standard Static IP Addresses? Prefix/i.test(meterName)
      ? itemPrice('address/range', row)
      : [];
  },
};
