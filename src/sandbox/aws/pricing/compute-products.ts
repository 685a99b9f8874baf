import { usageTypeIn } from '../../estate/billing-names.ts';
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

/** Linux instances with shared tenancy and no software, on demand. */
export function* computeProducts(): Generator<Product> {
  for (const type of priceBook().instanceTypes.values()) {
    for (const [region, usdPerHour] of Object.entries(type.usdPerHour)) {
      for (const capacity of capacities) yield computeProduct(type, region, usdPerHour, capacity);
    }
  }
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
