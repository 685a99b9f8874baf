import type { PriceFamily, RetailPrice } from '../define-price-family.ts';
import { itemPrice, perPart } from '../retail-units.ts';

/** Products beside the machines themselves that name their sizes too. */
const otherProducts = /cloud ?services|dedicated host|licen[cs]e/i;

/**
 * `instance/<size>/linux` and `instance/<size>/windows` per hour, whole machine, Windows' licence included;
 * `instance-spot/<size>/<os>` the same at spot price now. Sizes in lower case (`standard_d2s_v5`). What RHEL and SLES cost
 * on top is in `machine licences`.
 */
export const machinePrices: PriceFamily = {
  name: 'machines',
  kinds: ['instance', 'node-group', 'instance-group', 'capacity-reservation', 'model-endpoint', 'query-cluster'],
  *questions() {
    yield { serviceName: 'Virtual Machines' };
  },
  items(row) {
    const { armSkuName, meterName, skuName, productName, unitOfMeasure } = row;
    if (armSkuName === '' || otherProducts.test(productName) || !/^1 hour$/i.test(unitOfMeasure)) return [];
    if (/low priority/i.test(`${meterName} ${skuName}`)) return [];
    const os = systemOf(row);
    const kind = /\bspot\b/i.test(`${meterName} ${skuName}`) ? 'instance-spot' : 'instance';
    return itemPrice(`${kind}/${armSkuName}/${os}`, row);
  },
};

/**
 * `licence/rhel` per vCPU and hour, on top of a Linux machine. The list has a price for each number of vCPUs. What SLES
 * costs does not follow from their number, and has no item.
 */
export const licencePrices: PriceFamily = {
  name: 'machine licences',
  kinds: ['instance', 'node-group', 'instance-group'],
  *questions() {
    yield {
      serviceName: 'Virtual Machines Licenses',
      where: "productName eq 'Red Hat Enterprise Linux'",
      anywhere: true,
    };
  },
  items(row) {
    const vcpus = /^(\d+)[ -]vCPU VM/i.exec(row.skuName)?.[1];
    if (vcpus === undefined || !/^1 hour$/i.test(row.unitOfMeasure)) return [];
    return itemPrice('licence/rhel', perPart(row, vcpus), { unit: 'vCPU-hour' });
  },
};

const systemOf = ({ productName }: RetailPrice): 'windows' | 'linux' =>
  /windows/i.test(productName) ? 'windows' : 'linux';
