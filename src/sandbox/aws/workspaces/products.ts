import { prefixedUsageType } from '../../estate/billing-names.ts';
import { bundleNames, bundles } from '../../estate/desktops/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Bundles with Windows and its licence, always on and in auto-stop, in every region that has prices. */
export function* desktopProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const bundle of Object.keys(bundles)) {
      const { code, alwaysOnMonth, autoStopMonth, autoStopHour } = bundles[bundle]!;
      yield desktop(region, bundle, 'AlwaysOn', `AW-HW-${code}`, 'Month', alwaysOnMonth);
      yield desktop(region, bundle, 'AutoStop', `AW-HW-${code}-AutoStop-User`, 'Month', autoStopMonth);
      yield desktop(region, bundle, 'AutoStop', `AW-HW-${code}-AutoStop-Usage`, 'Hour', autoStopHour);
    }
  }
}

function desktop(
  region: string,
  bundle: string,
  runningMode: string,
  usage: string,
  unit: string,
  usd: string,
): Product {
  const { vcpu, memoryGiB, rootGiB, userGiB } = bundles[bundle]!;
  const name = bundleNames[bundle]!;
  return product({
    serviceCode: 'AmazonWorkSpaces',
    productFamily: 'Enterprise Applications',
    attributes: {
      ...placeAttributes(region),
      bundle: name,
      vcpu: String(vcpu),
      memory: `${memoryGiB}GB`,
      storage: `Root:${rootGiB} GB,User:${userGiB} GB`,
      operatingSystem: 'Windows',
      license: 'Included',
      resourceType: 'Hardware',
      runningMode,
      usagetype: prefixedUsageType(region, usage),
      operation: '',
      servicecode: 'AmazonWorkSpaces',
      servicename: 'Amazon WorkSpaces',
    },
    unit,
    description: `$${usd}/${unit.toLowerCase()}-Windows licensed-${name}-${vcpu}vCPU,${memoryGiB}GB Memory`,
    usd,
  });
}
