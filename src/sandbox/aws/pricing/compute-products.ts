import { usageTypeIn } from '../../estate/billing-names.ts';
import { decimalOf } from '../../estate/decimal.ts';
import { hourlyPico, type Licence, LICENCES, LICENSED_FAMILIES, PLATFORMS } from '../../estate/licences.ts';
import { priceBook, type InstanceTypePrice } from '../../estate/prices.ts';
import { familyOf, isCurrentGeneration } from '../instance-families.ts';
import { placeAttributes } from './locations.ts';
import { product, type Product } from './product.ts';

/** The three ways in which an hour of the same machine is listed; reserved capacity costs nothing when it is used. */
const capacities = [
  { status: 'Used', usage: 'BoxUsage', free: false, text: 'On Demand Linux' },
  { status: 'UnusedCapacityReservation', usage: 'UnusedBox', free: false, text: 'Unused Reservation Linux' },
  { status: 'AllocatedCapacityReservation', usage: 'Reservation', free: true, text: 'Reservation Linux' },
] as const;

/** What the price list calls the system and the software of a licence. */
const systems: Readonly<Record<Licence, { readonly software: string; readonly text: string }>> = {
  windows: { software: 'NA', text: 'Windows' },
  'sql-web': { software: 'SQL Web', text: 'Windows with SQL Web' },
  'sql-standard': { software: 'SQL Std', text: 'Windows with SQL Std' },
  'sql-enterprise': { software: 'SQL Ent', text: 'Windows with SQL Enterprise' },
};

/** Instances with shared tenancy, on demand: all with Linux, some families with Windows and SQL Server too. */
export function* computeProducts(): Generator<Product> {
  for (const type of priceBook().instanceTypes.values()) {
    for (const [region, usdPerHour] of Object.entries(type.usdPerHour)) {
      for (const capacity of capacities) yield computeProduct(type, region, usdPerHour, capacity);
      if (LICENSED_FAMILIES.has(type.type.slice(0, type.type.indexOf('.')))) {
        for (const licence of LICENCES) yield licensedProduct(type, region, licence);
      }
    }
  }
}

function licensedProduct(type: InstanceTypePrice, region: string, licence: Licence): Product {
  const { software, text } = systems[licence];
  const usd = decimalOf(hourlyPico(type.type, region, licence)!);
  const used = capacities[0];
  const linux = computeProduct(type, region, usd, used);
  return product({
    ...linux,
    attributes: {
      ...linux.attributes,
      operatingSystem: 'Windows',
      preInstalledSw: software,
      operation: PLATFORMS[licence].operation,
    },
    description: `$${usd} per On Demand ${text} ${type.type} Instance Hour`,
  });
}

function computeProduct(
  type: InstanceTypePrice,
  region: string,
  usdPerHour: string,
  capacity: (typeof capacities)[number],
): Product {
  const usd = capacity.free ? '0' : usdPerHour;
  return product({
    serviceCode: 'AmazonEC2',
    productFamily: type.type.includes('.metal') ? 'Compute Instance (bare metal)' : 'Compute Instance',
    attributes: {
      ...placeAttributes(region),
      instanceType: type.type,
      instanceFamily: familyOf(type.type).title,
      currentGeneration: isCurrentGeneration(type.type) ? 'Yes' : 'No',
      vcpu: String(type.vcpu),
      memory: `${type.memoryGiB} GiB`,
      ...(type.gpu > 0 ? { gpu: String(type.gpu) } : {}),
      processorArchitecture: '64-bit',
      operatingSystem: 'Linux',
      preInstalledSw: 'NA',
      licenseModel: 'No License required',
      tenancy: 'Shared',
      capacitystatus: capacity.status,
      marketoption: 'OnDemand',
      operation: 'RunInstances',
      availabilityzone: 'NA',
      usagetype: usageTypeIn(region, `${capacity.usage}:${type.type}`),
      normalizationSizeFactor: sizeFactor(type.type),
      servicecode: 'AmazonEC2',
      servicename: 'Amazon Elastic Compute Cloud',
    },
    unit: 'Hrs',
    description: `$${usd} per ${capacity.text} ${type.type} Instance Hour`,
    usd,
  });
}

const sizeFactors: Readonly<Record<string, string>> = {
  nano: '0.25',
  micro: '0.5',
  small: '1',
  medium: '2',
  large: '4',
  xlarge: '8',
};

/** Source: EC2 user guide, "Instance size flexibility": an xlarge counts 8, an Nxlarge N times that. */
function sizeFactor(type: string): string {
  const size = type.slice(type.indexOf('.') + 1);
  const multiple = /^(\d+)xlarge$/.exec(size)?.[1];
  return multiple === undefined ? (sizeFactors[size] ?? 'NA') : String(8 * Number(multiple));
}
