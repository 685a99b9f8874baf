import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** The price list's operating systems that have an item. */
const operatingSystems: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Windows: 'windows',
  RHEL: 'rhel',
  SUSE: 'suse',
};

/**
 * `instance/<size>/<os>` per hour, on demand, shared tenancy, no software: of all sizes of the region, since
 * whatever is not in use may take the place of what is.
 */
export const instancePrices: PriceFamily = {
  name: 'instances',
  kinds: ['instance'],
  questions: () => [
    {
      serviceCode: 'AmazonEC2',
      filters: [
        isOneOf('operatingSystem', Object.keys(operatingSystems)),
        is('tenancy', 'Shared'),
        is('preInstalledSw', 'NA'),
        is('capacitystatus', 'Used'),
      ],
    },
  ],
  items(product) {
    const { productFamily, attributes } = product;
    if (productFamily?.startsWith('Compute Instance') !== true) return [];
    const { instanceType, operatingSystem = '', licenseModel, marketoption = 'OnDemand' } = attributes;
    const system = Object.hasOwn(operatingSystems, operatingSystem) ? operatingSystems[operatingSystem] : undefined;
    // Bring-your-own-licence Windows costs as Linux does, capacity blocks are bought ahead.
    const usual = licenseModel !== 'Bring your own license' && marketoption === 'OnDemand';
    return instanceType && system && usual ? itemPrice(`instance/${instanceType}/${system}`, product) : [];
  },
};
